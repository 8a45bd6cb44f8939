# SPDX-License-Identifier: Apache-2.0
# What no source file may say.
cmake_minimum_required(VERSION 3.25)

# refuse(PATTERN WHY FOLDER...): no line of a source below the folders matches.
function(refuse pattern why)
    list(TRANSFORM ARGN PREPEND ${TOP}/)
    list(TRANSFORM ARGN APPEND "/*.cpp" OUTPUT_VARIABLE sources)
    list(TRANSFORM ARGN APPEND "/*.h" OUTPUT_VARIABLE headers)
    file(GLOB_RECURSE files ${sources} ${headers})
    list(LENGTH files count)
    if(count LESS 10)
        message(FATAL_ERROR "only ${count} files were found below ${ARGN}; is the test still right?")
    endif()
    foreach(file IN LISTS files)
        file(STRINGS ${file} lines REGEX "${pattern}")
        if(lines)
            message(SEND_ERROR "${file}: ${why}:\n${lines}")
        endif()
    endforeach()
endfunction()

# What is special of an operation is data in resources/guides. The names are read from there.
file(GLOB guides RELATIVE ${TOP}/resources/guides ${TOP}/resources/guides/*.*.json)
foreach(guide IN LISTS guides)
    string(REGEX REPLACE "^[^.]+\\.([A-Za-z]+)\\.json$" "\\1" operation ${guide})
    refuse("${operation}" "names an operation" app core ui)
endforeach()

refuse("#include <(Qt(Gui|Widgets)/|QWidget|QApplication|QGuiApplication|QPainter|QImage|QPixmap|QColor|QIcon|QFont)" "draws" core)
refuse("new Q(Plain)?TextEdit" "takes no widgets::TextArea, so pasting nothing ends the program" app ui)
refuse("(TODO|FIXME|XXX)" "is not finished" app core ui tests)
refuse("QTest::q(Wait|Sleep)\\(" "waits for a time instead of a thing" tests)
