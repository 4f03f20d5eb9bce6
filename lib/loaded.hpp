// Shared libraries that few commands need, loaded when one does: they cost more start-up than the rest of the program. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace jointcase {

// Throws Fault::storage for a library that is not installed, or a function that is not in it.
class Loaded {
public:
    Loaded(const char* name, const std::string& file);

    template <class Function>
    Function* function(const char* symbol) const {
        return reinterpret_cast<Function*>(find(symbol));
    }

private:
    void* find(const char* symbol) const;

    const char* name_; // for people
    void* handle_;     // never closed: some libraries do not survive it
};

} // namespace jointcase
