// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoroTask>
#include <QTestEventLoop>

#include <memory>
#include <optional>

namespace formwork::tests
{

template <typename T>
struct Awaited {
    std::optional<T> value;
    QTestEventLoop loop;
};

template <typename T>
QCoro::Task<void> collect(QCoro::Task<T> task, std::shared_ptr<Awaited<T>> awaited)
{
    T value = co_await task;
    awaited->value.emplace(std::move(value));
    awaited->loop.exitLoop();
}

// Runs a task to its end in an event loop of the test's own; aborts the test after 30 seconds.
template <typename T>
[[nodiscard]] T await(QCoro::Task<T> task)
{
    const auto awaited = std::make_shared<Awaited<T>>();
    const auto collecting = collect(std::move(task), awaited);
    if (!awaited->value)
        awaited->loop.enterLoopMSecs(30'000);
    if (!awaited->value)
        qFatal("a task did not end within 30 seconds");
    return std::move(*awaited->value);
}

} // namespace formwork::tests
