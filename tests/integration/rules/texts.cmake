# SPDX-License-Identifier: Apache-2.0
# What rules about calls look at: the text of a source without its comments, and how often something stands in it.
function(text_of file out)
    file(READ ${TOP}/${file} text)
    string(REGEX REPLACE "//[^\n]*" "" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(count_in text pattern total)
    string(REGEX MATCHALL "${pattern}" calls "${text}")
    list(LENGTH calls count)
    math(EXPR sum "${${total}} + ${count}")
    set(${total} ${sum} PARENT_SCOPE)
endfunction()
