// SPDX-License-Identifier: Apache-2.0
#include "wording/servicenames.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace formwork::wording
{

namespace
{

// SDK ids whose AWS CLI name is not simply the id in lower case with hyphens.
const QHash<QString, QString> &exceptions()
{
    static const QHash<QString, QString> table = [] {
        constexpr QStringView lines =
            u"API Gateway=apigateway;App Mesh=appmesh;Auto Scaling=autoscaling;"
            "CloudHSM V2=cloudhsmv2;CloudSearch Domain=cloudsearchdomain;"
            "CloudWatch Logs=logs;Cognito Identity Provider=cognito-idp;"
            "Config Service=config;Cost Explorer=ce;Cost and Usage Report Service=cur;"
            "Application Discovery Service=discovery;Data Pipeline=datapipeline;"
            "Database Migration Service=dms;Device Farm=devicefarm;"
            "Direct Connect=directconnect;Directory Service=ds;"
            "Directory Service Data=ds-data;DynamoDB Streams=dynamodbstreams;"
            "Elastic Beanstalk=elasticbeanstalk;Elastic Load Balancing=elb;"
            "Elastic Load Balancing v2=elbv2;Elasticsearch Service=es;EventBridge=events;"
            "Global Accelerator=globalaccelerator;IoT Data Plane=iot-data;"
            "IoT Jobs Data Plane=iot-jobs-data;IoT Wireless=iotwireless;"
            "Kinesis Analytics=kinesisanalytics;Kinesis Analytics V2=kinesisanalyticsv2;"
            "Kinesis Video=kinesisvideo;Lex Model Building Service=lex-models;"
            "Lex Models V2=lexv2-models;Lex Runtime Service=lex-runtime;"
            "Lex Runtime V2=lexv2-runtime;Machine Learning=machinelearning;"
            "Marketplace Commerce Analytics=marketplacecommerceanalytics;"
            "Marketplace Entitlement Service=marketplace-entitlement;"
            "Marketplace Metering=meteringmarketplace;Migration Hub=mgh;"
            "Pinpoint SMS Voice=sms-voice;"
            "Resource Groups Tagging API=resourcegroupstaggingapi;Route 53=route53;"
            "Route 53 Domains=route53domains;S3 Control=s3control;SFN=stepfunctions;"
            "Secrets Manager=secretsmanager;ServerlessApplicationRepository=serverlessrepo;"
            "Service Catalog=servicecatalog;"
            "Service Catalog AppRegistry=servicecatalog-appregistry;SimpleDB=sdb;"
            "Storage Gateway=storagegateway";
        QHash<QString, QString> result;
        for (const QStringView line : lines.split(u';'))
            result.insert(line.first(line.indexOf(u'=')).toString(),
                          line.mid(line.indexOf(u'=') + 1).toString());
        return result;
    }();
    return table;
}

// Commands of the AWS CLI that go by another name than boto3's client of the service.
struct Renamed {
    QStringView command;
    QStringView service;
};

constexpr std::array kRenamed{Renamed{u"s3api", u"s3"}, Renamed{u"deploy", u"codedeploy"},
                              Renamed{u"configservice", u"config"}};

} // namespace

QString serviceCliName(const QString &sdkId)
{
    const auto found = exceptions().constFind(sdkId);
    return found != exceptions().constEnd() ? *found : sdkId.toLower().replace(u' ', u'-');
}

QString repositoryServiceId(const QString &folder)
{
    static const QHash<QString, QString> byFolder = [] {
        QHash<QString, QString> result;
        for (auto known = exceptions().cbegin(); known != exceptions().cend(); ++known)
            result.insert(known.key().toLower().replace(u' ', u'-'), known.value());
        return result;
    }();
    return byFolder.value(folder, folder);
}

QString canonicalServiceId(QStringView id)
{
    if (id == u"opsworks-cm") // which the AWS CLI knows by both names
        return QStringLiteral("opsworkscm");
    const auto found = std::ranges::find(kRenamed, id, &Renamed::command);
    return found != kRenamed.end() ? found->service.toString() : id.toString();
}

QString awsCommand(const QString &serviceId)
{
    const auto found = std::ranges::find(kRenamed, QStringView(serviceId), &Renamed::service);
    return found != kRenamed.end() ? found->command.toString() : serviceId;
}

} // namespace formwork::wording
