// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace formwork
{

// Of questions of one kind, only the answer to the last one counts: who types into a filter is not shown what
// an earlier letter found. A member of whoever asks; used on one thread.
class Latest
{
public:
    Latest() = default;
    ~Latest() { drop(); }
    Latest(const Latest &) = delete;
    Latest &operator=(const Latest &) = delete;

    // Takes an earlier question back; `told` gets the answer to this one, while `context` (which owns this
    // object) is there.
    template <typename T, typename Told>
    void ask(QFuture<T> question, QObject *context, Told told)
    {
        drop();
        const auto turn = std::make_shared<bool>(true);
        m_turn = turn;
        m_takeBack = [question]() mutable { question.cancel(); };
        question.then(context, [this, turn, told = std::move(told)](const T &answer) {
            if (!*turn)
                return;
            m_turn.reset();
            m_takeBack = {};
            told(answer);
        });
    }

    void drop()
    {
        if (!m_turn)
            return;
        *std::exchange(m_turn, nullptr) = false;
        std::exchange(m_takeBack, nullptr)();
    }

    [[nodiscard]] bool isAsking() const { return m_turn != nullptr; }

private:
    std::shared_ptr<bool> m_turn; // whether the question is still the latest
    std::function<void()> m_takeBack;
};

} // namespace formwork
