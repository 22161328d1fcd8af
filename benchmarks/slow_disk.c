/* Makes every flush of a process take longer, as on the eMMC of a terminal, and counts them; see slow_disk.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_ulong count;

unsigned long slow_disk_flushes(void) { return atomic_load(&count); }

static int slowly(const char *name, int fd) {
    const char *wait = getenv("LAWBOOTH_BENCH_FLUSH_US");
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    atomic_fetch_add(&count, 1);
    if (wait) usleep((useconds_t)atoi(wait));
    return real(fd);
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
