// SPDX-License-Identifier: Apache-2.0
// The reference for the start of the desktop program: a main window with nothing in it.
#include "widgets/whenready.h"

#include <QApplication>
#include <QMainWindow>

#include <cstdio>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1280, 832);
    window.show();
    formwork::widgets::whenReady(&window, [] {
        std::puts("ready");
        std::fflush(stdout);
    });
    return QApplication::exec();
}
