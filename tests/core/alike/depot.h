// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

// A small service in the form of botocore's models, for the tests of this room: crates in a depot.
namespace depot
{

inline QByteArray model()
{
    QByteArray text = R"({
'metadata':{'protocol':'json','protocols':['json'],'jsonVersion':'1.1','serviceId':'Depot','targetPrefix':'Depot','apiVersion':'2026-01-01','endpointPrefix':'depot','signingName':'depot','signatureVersion':'v4','serviceFullName':'Depot'},
'operations':{
 'CreateCrate':{'name':'CreateCrate','http':{'method':'POST','requestUri':'/'},'input':{'shape':'CreateCrateRequest'},'output':{'shape':'CreateCrateResponse'},'errors':[{'shape':'CrateAlreadyExistsException'}]},
 'DescribeCrate':{'name':'DescribeCrate','http':{'method':'POST','requestUri':'/'},'input':{'shape':'CrateRequest'},'output':{'shape':'DescribeCrateResponse'}},
 'ListCrates':{'name':'ListCrates','http':{'method':'POST','requestUri':'/'},'input':{'shape':'ListCratesRequest'},'output':{'shape':'ListCratesResponse'}},
 'UpdateCrate':{'name':'UpdateCrate','http':{'method':'POST','requestUri':'/'},'input':{'shape':'UpdateCrateRequest'},'output':{'shape':'Nothing'}},
 'DeleteCrate':{'name':'DeleteCrate','http':{'method':'POST','requestUri':'/'},'input':{'shape':'CrateRequest'},'output':{'shape':'Nothing'}},
 'OpenCrate':{'name':'OpenCrate','http':{'method':'POST','requestUri':'/'},'input':{'shape':'CrateRequest'},'output':{'shape':'Nothing'}},
 'TagResource':{'name':'TagResource','http':{'method':'POST','requestUri':'/'},'input':{'shape':'TagResourceRequest'},'output':{'shape':'Nothing'}},
 'CreateShelf':{'name':'CreateShelf','http':{'method':'POST','requestUri':'/'},'input':{'shape':'CreateShelfRequest'},'output':{'shape':'Nothing'}},
 'GetShelf':{'name':'GetShelf','http':{'method':'POST','requestUri':'/'},'input':{'shape':'GetShelfRequest'},'output':{'shape':'CreateShelfRequest'}}
},
'shapes':{
 'Text':{'type':'string'},'Arn':{'type':'string'},'Flag':{'type':'boolean'},'Number':{'type':'integer'},'Data':{'type':'blob'},'When':{'type':'timestamp'},'Real':{'type':'double'},
 'Secret':{'type':'string','sensitive':true},
 'Texts':{'type':'list','member':{'shape':'Text'}},
 'Colour':{'type':'string','enum':['red','blue']},
 'AttributeName':{'type':'string','enum':['Delay','Policy']},
 'Attributes':{'type':'map','key':{'shape':'AttributeName'},'value':{'shape':'Text'}},
 'Labels':{'type':'map','key':{'shape':'Text'},'value':{'shape':'Text'}},
 'Tag':{'type':'structure','members':{'Key':{'shape':'Text'},'Value':{'shape':'Text'}}},
 'Tags':{'type':'list','member':{'shape':'Tag'}},
 'Guard':{'type':'structure','members':{'GuardId':{'shape':'Text'},'Name':{'shape':'Text'}}},
 'Guards':{'type':'list','member':{'shape':'Guard'}},
 'Size':{'type':'structure','members':{'Height':{'shape':'Number'},'Width':{'shape':'Number'}}},
 'Filter':{'type':'structure','members':{'Name':{'shape':'Text'},'Values':{'shape':'Texts'}}},
 'Filters':{'type':'list','member':{'shape':'Filter'}},
 'CreateCrateRequest':{'type':'structure','required':['CrateName'],'members':{
   'CrateName':{'shape':'Text'},'Colour':{'shape':'Colour'},'CrateSize':{'shape':'Size'},'Tags':{'shape':'Tags'},
   'GuardIds':{'shape':'Texts'},'Password':{'shape':'Secret'},'Policy':{'shape':'Text'},'Sealed':{'shape':'Flag'},'Count':{'shape':'Number'},
   'Weight':{'shape':'Real'},'Content':{'shape':'Data'},'Until':{'shape':'When'},'Attributes':{'shape':'Attributes'},'Labels':{'shape':'Labels'},'Rules':{'shape':'Filters'},
   'Hint':{'shape':'Text'},'ClientToken':{'shape':'Text','idempotencyToken':true}}},
 'CreateCrateResponse':{'type':'structure','members':{'CrateArn':{'shape':'Arn'},'CrateName':{'shape':'Text'}}},
 'CrateRequest':{'type':'structure','required':['CrateName'],'members':{'CrateName':{'shape':'Text'}}},
 'Crate':{'type':'structure','members':{'CrateName':{'shape':'Text'},'CrateArn':{'shape':'Arn'},'Colour':{'shape':'Colour'},'Size':{'shape':'Size'},
   'Tags':{'shape':'Tags'},'Guards':{'shape':'Guards'},'Password':{'shape':'Secret'},'Policy':{'shape':'Text'},'Status':{'shape':'Text'},'CreatedAt':{'shape':'When'},'Labels':{'shape':'Labels'},'Count':{'shape':'Number'}}},
 'DescribeCrateResponse':{'type':'structure','members':{'Crate':{'shape':'Crate'}}},
 'ListCratesRequest':{'type':'structure','members':{'Filters':{'shape':'Filters'},'NextToken':{'shape':'Text'}}},
 'CrateSummary':{'type':'structure','members':{'CrateName':{'shape':'Text'},'CrateArn':{'shape':'Arn'},'Colour':{'shape':'Colour'}}},
 'Crates':{'type':'list','member':{'shape':'CrateSummary'}},
 'ListCratesResponse':{'type':'structure','members':{'Crates':{'shape':'Crates'},'NextToken':{'shape':'Text'}}},
 'UpdateCrateRequest':{'type':'structure','required':['CrateName','Colour'],'members':{'CrateName':{'shape':'Text'},'Colour':{'shape':'Colour'}}},
 'TagResourceRequest':{'type':'structure','required':['ResourceArn','Tags'],'members':{'ResourceArn':{'shape':'Arn'},'Tags':{'shape':'Tags'}}},
 'CreateShelfRequest':{'type':'structure','required':['ShelfName'],'members':{'ShelfName':{'shape':'Text'}}},
 'GetShelfRequest':{'type':'structure','required':['ShelfName'],'members':{'ShelfName':{'shape':'Text'}}},
 'Nothing':{'type':'structure','members':{}},
 'CrateAlreadyExistsException':{'type':'structure','members':{'message':{'shape':'Text'}},'exception':true}
}})";
    return text.replace('\'', '"');
}

// A folder with the model in it.
inline bool writeTo(const QString &folder)
{
    const QString path = folder + QStringLiteral("/depot/2026-01-01");
    QFile file(path + QStringLiteral("/service-2.json"));
    return QDir().mkpath(path) && file.open(QIODevice::WriteOnly) && file.write(model()) > 0;
}

} // namespace depot
