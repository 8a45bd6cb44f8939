// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

// A small service in the form of botocore's models, for the tests of this room: racks stand in rooms, and
// boxes on racks.
namespace shop
{

inline QByteArray model()
{
    QByteArray text = R"({
'metadata':{'protocol':'json','jsonVersion':'1.1','serviceId':'Shop','targetPrefix':'Shop','apiVersion':'2026-01-01'},
'operations':{
 'CreateRoom':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'CreateRoomRequest'},'output':{'shape':'CreateRoomResponse'},'errors':[{'shape':'RoomAlreadyExistsException'}]},
 'DescribeRooms':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'DescribeRoomsRequest'},'output':{'shape':'DescribeRoomsResponse'}},
 'DeleteRoom':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'RoomRequest'}},
 'CreateRack':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'CreateRackRequest'},'output':{'shape':'CreateRackResponse'},'errors':[{'shape':'LimitExceededException'}]},
 'GetRack':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'RackRequest'},'output':{'shape':'GetRackResponse'}},
 'ListRacks':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'RoomRequest'},'output':{'shape':'ListRacksResponse'}},
 'UpdateRack':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'UpdateRackRequest'}},
 'TagResource':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'TagResourceRequest'}},
 'DeleteRack':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'RackRequest'}},
 'StartRack':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'RackRequest'}},
 'PutBox':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'PutBoxRequest'}},
 'GetBox':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'BoxRequest'},'output':{'shape':'GetBoxResponse'}}
},
'shapes':{
 'Name':{'type':'string'},'RackId':{'type':'string'},'Arn':{'type':'string'},'Text':{'type':'string'},
 'Secret':{'type':'string','sensitive':true},
 'Colour':{'type':'string','enum':['red','blue']},
 'Size':{'type':'structure','members':{'Height':{'shape':'Number'},'Width':{'shape':'Number'}}},
 'Number':{'type':'integer'},
 'Names':{'type':'list','member':{'shape':'Name'}},
 'Tags':{'type':'map','key':{'shape':'Text'},'value':{'shape':'Text'}},
 'CreateRoomRequest':{'type':'structure','required':['RoomName'],'members':{'RoomName':{'shape':'Name'},'Colour':{'shape':'Colour'}}},
 'CreateRoomResponse':{'type':'structure','members':{'Room':{'shape':'Room'}}},
 'Room':{'type':'structure','members':{'RoomName':{'shape':'Name'},'Arn':{'shape':'Arn'},'Colour':{'shape':'Colour'}}},
 'Rooms':{'type':'list','member':{'shape':'Room'}},
 'DescribeRoomsRequest':{'type':'structure','members':{'RoomNames':{'shape':'Names'}}},
 'DescribeRoomsResponse':{'type':'structure','members':{'Failures':{'shape':'Names'},'Rooms':{'shape':'Rooms'}}},
 'RoomRequest':{'type':'structure','required':['RoomName'],'members':{'RoomName':{'shape':'Name'}}},
 'CreateRackRequest':{'type':'structure','required':['DisplayName','RoomName','RoleArn'],'members':{
   'DisplayName':{'shape':'Text'},'RoomName':{'shape':'Name'},'RoleArn':{'shape':'Arn'},'Password':{'shape':'Secret'},
   'RackSize':{'shape':'Size'},'Label':{'shape':'Text'},'Tags':{'shape':'Tags'},'DryRun':{'shape':'Flag'},
   'ClientToken':{'shape':'Text','idempotencyToken':true}}},
 'Flag':{'type':'boolean'},
 'CreateRackResponse':{'type':'structure','members':{'RackId':{'shape':'RackId'},'Arn':{'shape':'Arn'}}},
 'RackRequest':{'type':'structure','required':['RackId'],'members':{'RackId':{'shape':'RackId'}}},
 'GetRackResponse':{'type':'structure','members':{'Rack':{'shape':'Rack'}}},
 'Rack':{'type':'structure','members':{'RackId':{'shape':'RackId'},'DisplayName':{'shape':'Text'},'RoomName':{'shape':'Name'},'RoleArn':{'shape':'Arn'},'Size':{'shape':'Size'},'Password':{'shape':'Secret'},'RackLabel':{'shape':'Text'}}},
 'Racks':{'type':'list','member':{'shape':'RackSummary'}},
 'RackSummary':{'type':'structure','members':{'Id':{'shape':'RackId'},'DisplayName':{'shape':'Text'}}},
 'ListRacksResponse':{'type':'structure','members':{'Racks':{'shape':'Racks'},'NextToken':{'shape':'Text'}}},
 'UpdateRackRequest':{'type':'structure','required':['RackIdentifier','Reason'],'members':{'RackIdentifier':{'shape':'Text'},'Reason':{'shape':'Text'}}},
 'TagResourceRequest':{'type':'structure','required':['ResourceArn','Tags'],'members':{'ResourceArn':{'shape':'Arn'},'Tags':{'shape':'Tags'}}},
 'PutBoxRequest':{'type':'structure','required':['BoxName','Target'],'members':{'BoxName':{'shape':'Name'},'Target':{'shape':'BoxTarget'}}},
 'BoxTarget':{'type':'structure','required':['RackIds','RoomName'],'members':{'RackIds':{'shape':'Names'},'RoomName':{'shape':'Name'}}},
 'BoxRequest':{'type':'structure','required':['BoxName'],'members':{'BoxName':{'shape':'Name'}}},
 'GetBoxResponse':{'type':'structure','members':{'BoxName':{'shape':'Name'},'Target':{'shape':'BoxTarget'}}},
 'RoomAlreadyExistsException':{'type':'structure','members':{},'exception':true},
 'LimitExceededException':{'type':'structure','members':{},'exception':true}
}})";
    return text.replace('\'', '"');
}

// A part of it as Smithy writes it.
inline QByteArray smithyModel()
{
    QByteArray text = R"({'smithy':'2.0','shapes':{
'a#Shop':{'type':'service','version':'2026-01-01','resources':[{'target':'a#Room'}],'operations':[{'target':'a#ListRooms'}],
 'traits':{'aws.protocols#awsJson1_1':{},'aws.api#service':{'sdkId':'Smithy Shop'}}},
'a#Room':{'type':'resource','create':{'target':'a#CreateRoom'},'read':{'target':'a#GetRoom'}},
'a#CreateRoom':{'type':'operation','input':{'target':'a#CreateRoomInput'},'output':{'target':'a#CreateRoomOutput'},'errors':[{'target':'a#ConflictException'}]},
'a#GetRoom':{'type':'operation','input':{'target':'a#GetRoomInput'},'output':{'target':'a#GetRoomOutput'},'traits':{'smithy.api#readonly':{}}},
'a#ListRooms':{'type':'operation','input':{'target':'smithy.api#Unit'},'output':{'target':'a#ListRoomsOutput'},'traits':{'smithy.api#readonly':{},'smithy.api#paginated':{'items':'items'}}},
'a#CreateRoomInput':{'type':'structure','members':{'roomName':{'target':'smithy.api#String','traits':{'smithy.api#required':{}}},'colour':{'target':'smithy.api#String'},'token':{'target':'smithy.api#String','traits':{'smithy.api#idempotencyToken':{}}}}},
'a#CreateRoomOutput':{'type':'structure','members':{'roomId':{'target':'smithy.api#String'}}},
'a#GetRoomInput':{'type':'structure','members':{'roomIdentifier':{'target':'smithy.api#String','traits':{'smithy.api#required':{}}}}},
'a#GetRoomOutput':{'type':'structure','members':{'roomId':{'target':'smithy.api#String'},'name':{'target':'smithy.api#String'},'colour':{'target':'smithy.api#String'}}},
'a#ListRoomsOutput':{'type':'structure','members':{'items':{'target':'a#RoomList'},'others':{'target':'a#RoomList'}}},
'a#RoomList':{'type':'list','member':{'target':'a#RoomSummary'}},
'a#RoomSummary':{'type':'structure','members':{'id':{'target':'smithy.api#String'}}},
'a#ConflictException':{'type':'structure','members':{},'traits':{'smithy.api#error':'client'}}
}})";
    return text.replace('\'', '"');
}

} // namespace shop
