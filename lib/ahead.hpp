// One thread reads while the other writes. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace jointcase {

// Some blocks at a time: `read` fills one after the other, in a thread of its own, while the caller of next() has an earlier
// one; where one of the threads is kept waiting, the other has some to go on with. What `read` throws is thrown by next().
template <class Block>
class Ahead {
public:
    explicit Ahead(std::function<bool(Block&)> read) : read_(std::move(read)) {}
    ~Ahead() {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) thread_.join();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    // The next block, until the next call; null at the end.
    Block* next() {
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
        std::unique_lock lock(mutex_);
        taken_ = false;
        changed_.notify_all();
        changed_.wait(lock, [&] { return ready_ > given_ || ended_; });
        if (ready_ == given_) {
            if (failure_) std::rethrow_exception(failure_);
            return nullptr;
        }
        taken_ = true;
        return &blocks_[given_++ % blocks_.size()];
    }

private:
    void run() {
        try {
            for (;;) {
                {
                    std::unique_lock lock(mutex_);
                    changed_.wait(lock, [&] { return stopped_ || ready_ - given_ + (taken_ ? 1 : 0) < blocks_.size(); });
                    if (stopped_) return;
                }
                const bool more = read_(blocks_[ready_ % blocks_.size()]);
                const std::lock_guard lock(mutex_);
                if (more) ++ready_;
                else ended_ = true;
                changed_.notify_all();
                if (!more) return;
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            failure_ = std::current_exception();
            ended_ = true;
            changed_.notify_all();
        }
    }

    std::function<bool(Block&)> read_;
    std::array<Block, 8> blocks_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t ready_ = 0, given_ = 0; // blocks read, blocks handed out
    bool taken_ = false;                // one is in the hands of the writer
    bool ended_ = false, stopped_ = false;
    std::exception_ptr failure_;
};

} // namespace jointcase
