# SPDX-License-Identifier: Apache-2.0
"""A service for each of AWS's protocols: something that takes a client token, something that nothing protects and that can be
read, and of those with paths files: one that replaces what is there, one that makes something, one in parts."""
import json
import os

PROTOCOLS = {"json10": "awsJson1_0", "json11": "awsJson1_1", "restjson": "restJson1", "restxml": "restXml", "query": "awsQuery",
             "ec2": "ec2Query", "cbor": "smithy.protocols#rpcv2Cbor"}

PLACES = {"PutSheet": "/sheets/{name}", "CreateScroll": "/scrolls/{name}", "PutPage": "/albums/{album}/pages/{number}",
          "CloseAlbum": "/albums/{album}/closed"}


def structure(role, **members):
    return {"type": "structure", "traits": {"smithy.api#" + role: {}},
            "members": {name: {"target": target, "traits": traits} for name, (target, traits) in members.items()}}


def model(name):
    """Its Smithy model, as JSON."""
    space = "soak.%s#" % name
    protocol = PROTOCOLS[name]
    text = "smithy.api#String"
    required = {"smithy.api#required": {}}
    operations = {"GetLeaf": {}, "CreateCup": {"clientToken": (text, {"smithy.api#idempotencyToken": {}})}, "CreateLeaf": {}}
    isRest = name.startswith("rest")
    shapes = {space + "Data": {"type": "blob"},
              space + "NoSuchLeafException": {"type": "structure", "members": {"message": {"target": text}},
                                              "traits": {"smithy.api#error": "client", "smithy.api#httpError": 404}}}
    if isRest:
        body = {"body": (space + "Data", {"smithy.api#httpPayload": {}})}
        label = (text, {**required, "smithy.api#httpLabel": {}})
        token = {"smithy.api#idempotencyToken": {}}
        operations["PutSheet"] = {"name": label, **body}
        operations["CreateScroll"] = {"name": label, "clientToken": (text, {**token, "smithy.api#httpHeader": "x-soak-token"}), **body}
        operations["CreateAlbum"] = {"clientToken": (text, token)}
        operations["PutPage"] = {"album": label, "number": label, **body}
        operations["CloseAlbum"] = {"album": label, "clientToken": (text, {**token, "smithy.api#httpQuery": "token"})}
    for operation, more in operations.items():
        names = {} if "name" in more or "album" in more else {"name": (text, required)}
        shapes[space + operation] = {"type": "operation", "input": {"target": space + operation + "Input"},
                                     "output": {"target": space + operation + "Output"}, "traits": {}}
        shapes[space + operation + "Input"] = structure("input", **names, **more)
        shapes[space + operation + "Output"] = structure("output", id=(text, {}), name=(text, {}))
        if operation == "GetLeaf":
            shapes[space + operation]["traits"]["smithy.api#readonly"] = {}
            shapes[space + operation]["errors"] = [{"target": space + "NoSuchLeafException"}]
            shapes[space + operation + "Output"]["members"]["createdAt"] = {"target": "smithy.api#Timestamp"}
        if isRest:
            isPut = operation.startswith("Put")
            shapes[space + operation]["traits"]["smithy.api#http"] = {
                "method": "PUT" if isPut else "POST", "uri": PLACES.get(operation, "/" + operation.lower()), "code": 200}
            if isPut:
                shapes[space + operation]["traits"]["smithy.api#idempotent"] = {}
    traits = {"aws.api#service": {"sdkId": "Soak " + name, "arnNamespace": "soak" + name, "endpointPrefix": "soak" + name},
              "aws.auth#sigv4": {"name": "soak" + name}, "smithy.api#title": "Soak " + name,
              (protocol if "#" in protocol else "aws.protocols#" + protocol): {}}
    if name in ("query", "ec2", "restxml"):
        traits["smithy.api#xmlNamespace"] = {"uri": "https://soak.example.com/doc/2026-01-01/"}
    shapes[space + "Soak" + name.capitalize()] = {"type": "service", "version": "2026-01-01", "traits": traits,
                              "operations": [{"target": space + operation} for operation in operations]}
    return {"smithy": "2.0", "shapes": shapes}


def write_models(folder):
    os.makedirs(folder)
    for name in PROTOCOLS:
        with open("%s/soak-%s.json" % (folder, name), "w", encoding="utf-8") as file:
            json.dump(model(name), file)
    return folder
