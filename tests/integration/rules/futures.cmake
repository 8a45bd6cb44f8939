# SPDX-License-Identifier: Apache-2.0
# No continuation of a QFuture that has a context: where the context ends before the future does, Qt 6.4 calls it all
# the same and the program crashes. whenAnswered() and Latest (base/latest.h) tell as long as the context is there. Nor
# one without a context on what the history answers: it would run on the history's thread.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/texts.cmake)

set(good 0)
file(GLOB_RECURSE files RELATIVE ${TOP} ${TOP}/ui/*.cpp ${TOP}/ui/*.h ${TOP}/app/*.cpp ${TOP}/app/*.h ${TOP}/core/*.cpp
    ${TOP}/core/*.h)
list(REMOVE_ITEM files core/base/latest.h)
foreach(file IN LISTS files)
    text_of(${file} text)
    # The first argument is no function: a name or an expression, and another argument follows.
    string(REGEX MATCHALL "\\.(then|onFailed|onCanceled)\\([ \n]*[^][{};, \n][^][{};,]*," withContext "${text}")
    foreach(one IN LISTS withContext)
        message(SEND_ERROR "${file}: a continuation with a context, which may end before it; see base/latest.h:\n${one}")
    endforeach()
    string(REGEX MATCHALL "(ask<[^;]*|[jJ]ournal(\\(\\))?(\\.|->)[^;]*)\\)[ \n]*\\.then\\([^;]*;" onHistory "${text}")
    foreach(one IN LISTS onHistory)
        message(SEND_ERROR "${file}: a continuation on the history's thread; see base/latest.h:\n${one}")
    endforeach()
    count_in("${text}" "whenAnswered\\(|\\.ask\\(" good)
endforeach()
if(good LESS 20)
    message(FATAL_ERROR "only ${good} answers were awaited rightly; is the test still right?")
endif()
