// SPDX-License-Identifier: Apache-2.0
// The lives of botocore_lives.py, through the AWS SDK for JavaScript: table on standard input, FOLDER URL in the arguments.
// Prints the same lines of JSON; a service whose package is not in the folder is "absent".
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [folder, url] = process.argv.slice(2);
const require = createRequire(path.join(folder, "x.js"));
const PACKAGES = {
  logs: "cloudwatch-logs", route53: "route-53", secretsmanager: "secrets-manager", events: "eventbridge", stepfunctions: "sfn",
  elbv2: "elastic-load-balancing-v2", autoscaling: "auto-scaling", "cognito-idp": "cognito-identity-provider", apigateway: "api-gateway",
};

// Some clients want HTTP/2 from the first byte, which needs TLS everywhere else.
function http1() {
  const { NodeHttpHandler } = require("@smithy/node-http-handler");
  return new NodeHttpHandler();
}

const plain = (name) => name.replaceAll("_", "").toLowerCase();
const found = (exports, name) => exports[Object.keys(exports).find((key) => key.toLowerCase() === name)];
const at = (answer, where) => where.split(".").reduce((value, part) => value[part], answer);

function texts(value) {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

function filled(value, kept) {
  if (Array.isArray(value)) return value.map((entry) => filled(entry, kept));
  if (value && typeof value === "object") {
    if ("$bytes" in value) return Buffer.from(value.$bytes, "base64");
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, kept)]));
  }
  return typeof value === "string" && value.startsWith("$") ? kept[value.slice(1) || "create"] : value;
}

async function live(sdk, client, steps, held) {
  const kept = {};
  for (const [what, method, given, where] of steps) {
    held.push(what);
    const parameters = filled(given, kept);
    if (what === "wait") {
      await found(sdk, "waituntil" + plain(method))({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, parameters);
      continue;
    }
    const Command = found(sdk, plain(method) + "command");
    if (!Command) throw new Error(`there is no command ${method}`);
    let answer;
    try {
      answer = await client.send(new Command(parameters));
    } catch (error) {
      const code = `${error.name} ${error.Code ?? ""} ${error.Error?.Code ?? ""}`;
      if ((what === "gone" || what === "twice") && (!where || code.includes(where) || code.includes(where.split(".").pop()))) continue;
      throw error;
    }
    if (what === "gone" || what === "twice") throw new Error(`${method} answers ${JSON.stringify(answer)}`);
    delete answer.$metadata;
    if (what === "empty") {
      const value = where.split(".").reduce((inner, part) => inner?.[part], answer);
      if (value !== undefined && value.length !== 0) throw new Error(`${method} has ${JSON.stringify(value)}`);
      continue;
    }
    const value = where.startsWith("=") ? where.slice(1) : where ? at(answer, where) : "";
    if (where && !where.startsWith("=") && what === "create" && !value) throw new Error(`${method} answers ${JSON.stringify(answer)}`);
    if (what === "list" || what === "read") {
      if (kept.create && where && !texts(answer).includes(kept.create)) throw new Error(`${kept.create} is not in ${JSON.stringify(answer)}`);
    } else if (what.startsWith("says ")) {
      if (value !== what.slice(5)) throw new Error(`${value}, not ${what.slice(5)}`);
    } else {
      kept[what] = value;
    }
  }
}

for (const [service, thing, steps] of JSON.parse(readFileSync(0, "utf8"))) {
  const name = PACKAGES[service] ?? service;
  const held = [];
  let why = "";
  let sdk;
  try {
    sdk = require(`@aws-sdk/client-${name}`);
  } catch {
    console.log(JSON.stringify({ service, thing, absent: true }));
    continue;
  }
  try {
    const Client = sdk[Object.keys(sdk).find((key) => key.endsWith("Client") && key !== "__Client" && key.length > 6)];
    const client = new Client({ endpoint: url, region: "eu-west-1", maxAttempts: 1, forcePathStyle: true, requestHandler: http1() });
    await live(sdk, client, steps, held);
    client.destroy();
  } catch (error) {
    why = `${error.name}: ${error.message}`;
  }
  console.log(JSON.stringify({ service, thing, held: why ? held.slice(0, -1) : held, failed: why ? held.at(-1) : "", why }));
}
