#include "run.hpp"
#include "session.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace {

// A command lives for milliseconds and touches most of this heap; faulting it in at once costs a fifth of page by page.
void warm_heap() {
    constexpr int size = 512 << 10;
    mallopt(M_TOP_PAD, size);
    void* volatile more = std::malloc(96 << 10); // than is there, less than a mapping of its own
    std::free(more);
#ifdef MADV_POPULATE_WRITE
    madvise(static_cast<char*>(sbrk(0)) - size, size, MADV_POPULATE_WRITE); // an older kernel says no, and nothing is lost
#endif
}

} // namespace

int main(int argc, char** argv) {
    warm_heap();
    jointcase::cli::Session session(std::cin, std::cout, std::cerr);
    std::exit(jointcase::cli::run({argv + 1, argv + argc}, session)); // the kernel takes back what it holds faster than it gives it
}
