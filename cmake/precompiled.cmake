# SPDX-License-Identifier: Apache-2.0
# What most sources include is parsed once and not a thousand times: two thirds of a build. No source may rely on it: the
# preset tidy builds without (FORMWORK_PCH=OFF), and so does clang-tidy in CI.
option(FORMWORK_PCH "Parse what most sources include once" ON)

set(FORMWORK_PCH_CORE
    <algorithm> <array> <chrono> <cmath> <coroutine> <cstdint> <deque> <expected> <functional> <future> <limits> <map> <memory>
    <optional> <ranges> <semaphore> <set> <span> <stop_token> <string> <string_view> <thread> <tuple> <unordered_map> <utility>
    <variant> <vector>
    <QByteArray> <QCborArray> <QCborMap> <QCborValue> <QCoreApplication> <QCoroFuture> <QCoroTask> <QCryptographicHash> <QDateTime>
    <QDir> <QElapsedTimer> <QFile> <QFileInfo> <QFuture> <QFutureWatcher> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList>
    <QLocale> <QMap> <QObject> <QPointer> <QProcessEnvironment> <QPromise> <QRandomGenerator> <QRegularExpression> <QSet> <QString>
    <QStringList> <QThread> <QThreadPool> <QTimer> <QUrl> <QUuid> <QVariant>)
set(FORMWORK_PCH_UI
    <QAbstractItemModel> <QApplication> <QBoxLayout> <QCheckBox> <QComboBox> <QDialog> <QFormLayout> <QHeaderView> <QKeyEvent>
    <QLabel> <QLineEdit> <QMenu> <QPainter> <QPushButton> <QScrollArea> <QStackedWidget> <QStyle> <QToolButton> <QTreeWidget> <QWidget>)
set(FORMWORK_PCH_TEST <QProcess> <QSignalSpy> <QTemporaryDir> <QTest>)

# formwork_parsed_once(NAME LIBS target ... HEADERS <header> ...): what formwork_precompiled hands out under that name.
function(formwork_parsed_once name)
    cmake_parse_arguments(ONCE "" "" "LIBS;HEADERS" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cpp)
    if(NOT EXISTS ${source})
        file(WRITE ${source} "// Nothing but what stands before it.\n")
    endif()
    add_library(formwork-precompiled-${name} OBJECT ${source})
    target_link_libraries(formwork-precompiled-${name} PRIVATE formwork-flags ${ONCE_LIBS})
    if(name MATCHES "test$") # not linked: Qt6::Test defines the folder of each test for the compiler
        target_include_directories(formwork-precompiled-${name} SYSTEM PRIVATE $<TARGET_PROPERTY:Qt6::Test,INTERFACE_INCLUDE_DIRECTORIES>)
    endif()
    target_precompile_headers(formwork-precompiled-${name} PRIVATE ${ONCE_HEADERS})
    set_target_properties(formwork-precompiled-${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

if(FORMWORK_PCH)
    formwork_parsed_once(core LIBS Qt6::Core QCoro6::Core HEADERS ${FORMWORK_PCH_CORE})
    if(FORMWORK_TESTS)
        formwork_parsed_once(test LIBS Qt6::Core QCoro6::Core HEADERS ${FORMWORK_PCH_CORE} ${FORMWORK_PCH_TEST})
    endif()
    if(FORMWORK_GUI)
        formwork_parsed_once(ui LIBS Qt6::Widgets QCoro6::Core HEADERS ${FORMWORK_PCH_CORE} ${FORMWORK_PCH_UI})
    endif()
    if(FORMWORK_TESTS AND FORMWORK_GUI)
        formwork_parsed_once(uitest LIBS Qt6::Widgets QCoro6::Core HEADERS ${FORMWORK_PCH_CORE} ${FORMWORK_PCH_UI} ${FORMWORK_PCH_TEST})
    endif()
endif()

# formwork_precompiled(TARGET core|ui|test|uitest)
function(formwork_precompiled target name)
    if(FORMWORK_PCH)
        target_precompile_headers(${target} REUSE_FROM formwork-precompiled-${name})
    endif()
endfunction()
