// SPDX-License-Identifier: Apache-2.0
#include "loaded.hpp"

#include <jointcase/error.hpp>

#include <dlfcn.h>

namespace jointcase {

Loaded::Loaded(const char* name, const std::string& file) : name_(name), handle_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (!handle_) throw Error(Fault::storage, "the library {} cannot be loaded ({})", std::string_view(name), std::string_view(dlerror()));
}

void* Loaded::find(const char* symbol) const {
    void* found = dlsym(handle_, symbol);
    if (!found) throw Error(Fault::storage, "the library {} lacks {}", std::string_view(name_), std::string_view(symbol));
    return found;
}

} // namespace jointcase
