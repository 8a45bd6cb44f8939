# SPDX-License-Identifier: Apache-2.0
# No window waits for the disk, nor does anything that windows run: what they want to know of the history they ask with
# Journal::ask(), which answers from a thread of its own. Who else may wait is named here: the command line, what only
# it runs, and the journal itself.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/texts.cmake)

set(questions record attempts settlements openInput openOutput retryPlan count ids passing rows page accounts each
    examine batch batches batchesLike batchRows openBatchInput keyNames)
list(JOIN questions "|" any)
set(mayWait
    core/bulk/results.cpp # told by the one who asks where it reads; of the history itself only for the command line
    core/bulk/undo.cpp core/bulk/undopreparing.cpp # a few rows at a time, and then somebody else has the thread
    core/client/unlock.cpp) # the names of keys, once, before the keychain is asked
set(asked 0)
file(GLOB_RECURSE files RELATIVE ${TOP} ${TOP}/ui/*.cpp ${TOP}/ui/*.h ${TOP}/app/desktop/*.cpp ${TOP}/core/*.cpp
    ${TOP}/core/*.h)
list(FILTER files EXCLUDE REGEX "^core/journal/")
list(REMOVE_ITEM files ${mayWait})
foreach(file IN LISTS files)
    text_of(${file} text)
    string(REGEX MATCHALL "[jJ]ournal(\\(\\))?[ \n]*(\\.|->)[ \n]*(${any})\\([^;]*;" waits "${text}")
    foreach(one IN LISTS waits)
        message(SEND_ERROR "${file}: waits for the history:\n${one}")
    endforeach()
    count_in("${text}" "(\\.|->)[ \n]*ask<" asked)
endforeach()
if(asked LESS 25)
    message(FATAL_ERROR "only ${asked} questions were found; is the test still right?")
endif()
