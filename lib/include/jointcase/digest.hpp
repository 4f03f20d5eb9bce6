// Digests of 32 bytes: SHA-256, or SM3 (GB/T 32905) where the office must use national algorithms.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] jointcase {

enum class Algorithm { sha256, sm3 };

class Hasher {
public:
    explicit Hasher(Algorithm algorithm);
    ~Hasher();
    void update(std::string_view bytes);
    std::string finish(); // 32 raw bytes; begins anew

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string digest(Algorithm algorithm, std::string_view bytes); // 32 raw bytes
std::string digest_text(Algorithm algorithm, std::string_view digest); // sha256:0123…

} // namespace jointcase
