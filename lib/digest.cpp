// SPDX-License-Identifier: Apache-2.0
#include <jointcase/digest.hpp>

#include <fmt/format.h>

#include <nettle/sha2.h>
#include <nettle/sm3.h>

namespace jointcase {

struct Hasher::State {
    Algorithm algorithm;
    union {
        sha256_ctx sha256;
        sm3_ctx sm3;
    };
};

Hasher::Hasher(Algorithm algorithm) : state_(std::make_unique<State>()) {
    state_->algorithm = algorithm;
    if (algorithm == Algorithm::sha256) sha256_init(&state_->sha256);
    else sm3_init(&state_->sm3);
}

Hasher::~Hasher() = default;

void Hasher::update(std::string_view bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (state_->algorithm == Algorithm::sha256) sha256_update(&state_->sha256, bytes.size(), data);
    else sm3_update(&state_->sm3, bytes.size(), data);
}

std::string Hasher::finish() {
    std::string result(32, '\0');
    auto* out = reinterpret_cast<std::uint8_t*>(result.data());
    if (state_->algorithm == Algorithm::sha256) sha256_digest(&state_->sha256, 32, out);
    else sm3_digest(&state_->sm3, 32, out);
    return result;
}

std::string digest(Algorithm algorithm, std::string_view bytes) {
    Hasher hasher(algorithm);
    hasher.update(bytes);
    return hasher.finish();
}

std::string digest_text(Algorithm algorithm, std::string_view digest) {
    std::string text = algorithm == Algorithm::sha256 ? "sha256:" : "sm3:";
    for (const unsigned char c : digest) text += fmt::format("{:02x}", c);
    return text;
}

} // namespace jointcase
