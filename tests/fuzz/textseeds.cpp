// SPDX-License-Identifier: Apache-2.0
// Seeds of what people write.
#include "seedfolder.h"
#include "texts/use.h"

namespace formwork::fuzz
{

namespace
{

void addExpressions(const QDir &where)
{
    Folder folder(where, QStringLiteral("jmespath"));
    const QByteArray answer =
        R"({"Items":[{"Name":"a","State":"on","Size":3,"Tags":[{"Key":"k"}]},{"Name":"b","Size":1}],)"
        R"("Map":{"x":{"v":1}},"Nested":[[1,2],[3,[4]],5],"Text":"t"})";
    for (const char *expression :
         {"Items[?State=='on' && Size > `1`].{n: Name, s: Tags[].Key | [0]}",
          "Map.*.v || Nested[][] | [::-1]", "sort_by(Items, &Size)[*].[Name, length(Name), to_string(@)]",
          "!contains(Items[].Name, 'a')", "@.\"Text\"[-1:]", "map(&not_null(State, `null`, 'z'), Items)",
          "join(',', keys(merge(Map, `{\"y\": [1e2, {}]}`)))",
          "max_by(Items, &Size).Name == min_by(Items, &Size).Name", "sum(Items[].Size) >= avg(Nested[0])",
          "reverse(to_array(type(Text)))",
          "[abs(`-1`), ceil(`1.5`), floor(`1.5`), to_number('7'), values(Map)]",
          "starts_with(Text, 't') && ends_with(Text, 't') && max(Nested[0]) != min(Nested[0])"})
        folder.add(expression + ('\n' + answer));
}

void addPasted(const QDir &where)
{
    Folder folder(where, QStringLiteral("paste"));
    for (
        const char *pasted :
        {"$ aws --region eu-west-1 depot create-crate --crate-name 'two words' \\\n --tags "
         "Key=team,Value=blue "
         "Key=a,Value='b, c' --crate-size Height=3 --no-sealed --labels a=1 --password x",
         "aws depot create-crate --cli-input-json '{\"CrateName\":\"tea\",\"Attributes\":{\"Delay\":\"1\"}}'",
         "aws depot create-crate --cli-input-yaml \"CrateName: tea\nTags:\n- {Key: a, Value: b}\"",
         "curl -X POST https://depot.eu-west-1.amazonaws.com/ -H 'X-Amz-Target: Depot.CreateCrate' "
         "--data-raw $'{\"CrateName\":\"t\\x41\"}' --aws-sigv4 aws:amz:eu-west-1:depot",
         R"({"Crate":{"CrateName":"tea","CrateArn":"arn:aws:depot:eu-west-1:123456789012:crate/tea","Tags":[]}})",
         R"({"eventSource":"depot.amazonaws.com","eventName":"CreateCrate","requestParameters":{"crateName":"tea"}})",
         R"({"Resources":{"A":{"Type":"AWS::Depot::Crate","Properties":{"CrateName":{"Ref":"B"},"Count":"1"}}}})",
         "Resources:\n  A:\n    Type: AWS::Depot::Crate\n    Properties:\n      CrateName: !Sub 'x-${y}'\n"
         "      Tags: &t\n        - {Key: a, Value: b}\n      Policy: |\n        {}\n  B: {<<: {x: *t}}\n",
         "arn:aws:depot:eu-west-1:123456789012:crate/tea"})
        folder.add(pasted);
}

void addTexts(const QDir &where)
{
    Folder folder(where, QStringLiteral("texts"));
    const auto add = [&](texts::Kind kind, int more, const char *text) {
        folder.add(char(int(kind) + 8 * more) + QByteArray(text));
    };
    for (int more = 0; more < 4; ++more)
        add(texts::Kind::Policy, more,
            R"({"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Principal":{"AWS":"*"},"Action":["s3:Get*"],)"
            R"("NotResource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:PrincipalArn":["a","b"]}}}]})");
    add(texts::Kind::Json, 0, "{\n\"a\": [1, \"x\\u00e9\"]\n}");
    add(texts::Kind::Template, 0, "Resources:\n  A: {Type: x}\n");
    for (const char *schedule :
         {"cron(0/15 8-17 ? * MON-FRI 2026-2030)", "cron(5,35 14 LW * ? *)", "rate(5 minutes)",
          "cron(0 10 ? * 6#3 *)", "at(2026-11-20T13:00:00)", "*/5 0 1,15 * 3", "cron(0 2 31 2 ? *)"})
        for (int more = 0; more < 4; ++more)
            add(texts::Kind::Schedule, more, schedule);
    for (const char *network : {"10.0.0.0/16", "2001:db8::/56", "10.0.0.1/33", "::ffff:1.2.3.4/128"})
        add(texts::Kind::Cidr, 0, network);
}

void addSheets(const QDir &where)
{
    Folder folder(where, QStringLiteral("sheet"));
    folder.add("text,flag,whole,list[0],list[1],inner.text,map.k,time,blob\r\n\"a \"\"b\"\"\",true,1,x,y,z,v,"
               "2026-01-02T03:04:05Z,AP8=\r\n,,,,,,,,\n");
    folder.add("\xEF\xBB\xBFtext;real;any\n\"one\ntwo\";1,5;{}\n");
    folder.add("text\tformwork:row\tformwork:error\na\t3\tno\n");
    folder.add(R"({"text":"a","flag":true,"list":["x"],"inner":{"text":"y"}})"
               "\n"
               R"({"text":"b","whole":7})"
               "\n");
    folder.add(R"([{"text":"a","map":{"k":"v"}},{"real":1.5,
 "text":null}])");
    folder.add(QByteArray("\xFF\xFEt\0e\0x\0t\0\n\0a\0\n\0", 16));
}

void addSharedFiles(const QDir &where)
{
    Folder folder(where, QStringLiteral("sharedfiles"));
    folder.add(
        QByteArray(
            "[default]\nregion = eu-west-1\n[profile 'a b']\nrole_arn=arn:aws:iam::123456789012:role/r ; x\n"
            "source_profile: default\ns3 =\n  max_concurrent_requests = 2\n[sso-session one]\n"
            "sso_start_url = https://example.awsapps.com/start\n[services x]\n")
        + '\0' + "[default]\naws_access_key_id = AKIDEXAMPLE\r\n# note\n[a]\nx\n = 1\n[");
}

void addItems(const QDir &where)
{
    Folder folder(where, QStringLiteral("items"));
    const QByteArray given =
        R"({"Item":{"id":{"S":"a"},"n":{"N":"1.50"},"l":{"L":[{"N":"1"},{"S":"x"}]},"m":{"M":{"k":{"BOOL":true}}},)"
        R"("s":{"SS":["b","a"]},"o":{"NULL":true}},"ExpressionAttributeNames":{"#i":"id","#k":"k"},)"
        R"("ExpressionAttributeValues":{":a":{"S":"a"},":n":{"N":"-2e3"},":l":{"L":[{"N":"7"}]},":s":{"SS":["a"]}}})";
    for (const char *expression :
         {"attribute_exists(#i) AND NOT (n < :n OR size(l) >= :n)", "n BETWEEN :n AND n and #i IN (:a, m.#k)",
          "contains(s, :a) OR begins_with(#i, :a) or attribute_type(m, :a)",
          "SET n = n + :n, m.#k = if_not_exists(z, :a), l[5] = :a, l = list_append(l, :l) REMOVE o, l[0]",
          "ADD n :n, s :s DELETE s :s", "#i, m.#k, l[1], l[0]", "1.5e-3 -0.0015",
          "99999999999999999999 1E125"})
        folder.add(expression + ('\n' + given));
}

} // namespace

void addWhatPeopleWrite(const QDir &where)
{
    addExpressions(where);
    addPasted(where);
    addTexts(where);
    addSheets(where);
    addSharedFiles(where);
    addItems(where);
}

} // namespace formwork::fuzz
