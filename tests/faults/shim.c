/* Write down what a process does to the files under one folder, and let chosen calls fail (LD_PRELOAD).
 *
 * Environment:  SHIM_ROOT  only paths below it are seen      SHIM_LOG  where the records go ("" = none)
 * shim_arm(at, sticky, error, kinds) makes the at-th mutating call fail from now on; kinds is a mask of 1 << 'c' - 'a' …
 * shim_target(root, log) changes both; shim_count() tells how many mutating calls there were since shim_arm.
 *
 * Record: kind u8, failed u8, pad u16, pid u32, fd i32, flags u32, offset i64, len1 u32, len2 u32, bytes1, bytes2.
 * Kinds: o open  w write  t truncate  s fsync  r rename  u unlink  l link  m mkdir  d rmdir  x close  a write to fd 1.
 * One mutex holds call and record together, so the log has the order in which the kernel saw the calls.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FD 4096
#define KILL -9 /* as an error: the process is killed instead, before the call */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_len;
static int log_fd = -1;
static char watched[MAX_FD];
static long armed_at, counted;
static int armed_sticky, armed_errno;
static unsigned armed_kinds;

struct record {
    uint8_t kind, failed;
    uint16_t pad;
    uint32_t pid;
    int32_t fd;
    uint32_t flags;
    int64_t offset;
    uint32_t len1, len2;
} __attribute__((packed));

#define REAL(type, name, ...)                                      \
    static type (*real)(__VA_ARGS__);                              \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int real_open(const char *path, int flags, mode_t mode) {
    REAL(int, "open64", const char *, int, ...);
    return real(path, flags, mode);
}

static ssize_t real_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, data, size);
}

void shim_target(const char *new_root, const char *new_log) {
    pthread_mutex_lock(&lock);
    snprintf(root, sizeof root, "%s", new_root);
    root_len = strlen(root);
    if (log_fd >= 0) close(log_fd);
    log_fd = -1;
    if (*new_log) {
        int fd = real_open(new_log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 1000);
        close(fd);
    }
    memset(watched, 0, sizeof watched);
    pthread_mutex_unlock(&lock);
}

void shim_arm(long at, int sticky, int error, unsigned kinds) {
    pthread_mutex_lock(&lock);
    armed_at = at;
    armed_sticky = sticky;
    armed_errno = error;
    armed_kinds = kinds;
    counted = 0;
    pthread_mutex_unlock(&lock);
}

long shim_count(void) { return counted; }

__attribute__((constructor)) static void start(void) {
    const char *r = getenv("SHIM_ROOT"), *l = getenv("SHIM_LOG");
    if (r) shim_target(r, l ? l : "");
}

static int below(const char *path) { return root_len && !strncmp(path, root, root_len) && path[root_len] == '/'; }
static int is_root(const char *path) { return root_len && !strcmp(path, root); }
static int known(int fd) { return fd >= 0 && fd < MAX_FD && watched[fd]; }
static int is_shm(const char *path) {
    size_t n = strlen(path);
    return n > 4 && !strcmp(path + n - 4, "-shm");
}

static void note(char kind, int failed, int fd, unsigned flags, int64_t offset, const void *one, size_t len1,
                 const void *two, size_t len2) {
    if (log_fd < 0) return;
    int saved = errno;
    struct record head = {kind, failed, 0, getpid(), fd, flags, offset, len1, len2};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)one, len1}, {(void *)two, len2}};
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    if (real(log_fd, parts, 3) != (ssize_t)(sizeof head + len1 + len2)) _exit(97);
    errno = saved;
}

/* Count a mutating call; return 1 and set errno where it has to fail. */
static int fails(char kind) {
    if (!armed_at || !(armed_kinds & (1u << (kind - 'a')))) return 0;
    counted++;
    if (counted == armed_at || (armed_sticky && counted > armed_at)) {
        if (armed_errno == KILL) kill(getpid(), SIGKILL);
        errno = armed_errno;
        return 1;
    }
    return 0;
}

static void absolute(int folder, const char *path, char *out) {
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
    } else if (folder == AT_FDCWD) {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) here[0] = 0;
        snprintf(out, PATH_MAX, "%.2000s/%.2000s", here, path);
    } else {
        char link[64], here[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t n = readlink(link, here, sizeof here - 1);
        here[n < 0 ? 0 : n] = 0;
        snprintf(out, PATH_MAX, "%.2000s/%.2000s", here, path);
    }
}

static int do_open(int folder, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    absolute(folder, path, full);
    if (!(below(full) || is_root(full)) || is_shm(full)) {
        REAL(int, "openat64", int, const char *, int, ...);
        int fd = real(folder, path, flags, mode);
        if (known(fd)) watched[fd] = 0;
        return fd;
    }
    pthread_mutex_lock(&lock);
    struct stat before;
    int existed = stat(full, &before) == 0, fd;
    if (!existed && (flags & O_CREAT) && fails('o')) {
        fd = -1;
    } else {
        REAL(int, "openat64", int, const char *, int, ...);
        fd = real(folder, path, flags, mode);
        if (fd >= 0 && fd < MAX_FD) {
            struct stat now;
            watched[fd] = 1;
            unsigned told = (!existed ? 1 : 0) | ((flags & O_TRUNC) ? 2 : 0);
            if (fstat(fd, &now) == 0 && S_ISDIR(now.st_mode)) told |= 4;
            note('o', 0, fd, told, 0, full, strlen(full), 0, 0);
        }
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

#define MODE(flags, mode)                                   \
    mode_t mode = 0;                                        \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                  \
        va_list rest;                                       \
        va_start(rest, flags);                              \
        mode = va_arg(rest, mode_t);                        \
        va_end(rest);                                       \
    }
int open(const char *path, int flags, ...) { MODE(flags, mode) return do_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return do_open(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, mode) return do_open(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, mode) return do_open(folder, path, flags, mode); }

int close(int fd) {
    REAL(int, "close", int);
    if (!known(fd)) return real(fd);
    pthread_mutex_lock(&lock);
    watched[fd] = 0;
    note('x', 0, fd, 0, 0, 0, 0, 0, 0);
    int result = real(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t write(int fd, const void *data, size_t size) {
    if (fd == 1) {
        pthread_mutex_lock(&lock);
        ssize_t done = real_write(fd, data, size);
        if (done > 0) note('a', 0, fd, 0, 0, data, done, 0, 0);
        pthread_mutex_unlock(&lock);
        return done;
    }
    if (!known(fd)) return real_write(fd, data, size);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (!fails('w')) done = real_write(fd, data, size);
    if (done >= 0) note('w', 0, fd, 0, at, data, done, 0, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

static ssize_t do_pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    if (!known(fd)) return real(fd, data, size, at);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (!fails('w')) done = real(fd, data, size, at);
    if (done >= 0) note('w', 0, fd, 0, at, data, done, 0, 0);
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return do_pwrite(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return do_pwrite(fd, data, size, at); }

static int do_truncate(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    if (!known(fd)) return real(fd, size);
    pthread_mutex_lock(&lock);
    int result = fails('t') ? -1 : real(fd, size);
    if (result == 0) note('t', 0, fd, 0, size, 0, 0, 0, 0);
    pthread_mutex_unlock(&lock);
    return result;
}
int ftruncate(int fd, off_t size) { return do_truncate(fd, size); }
int ftruncate64(int fd, off64_t size) { return do_truncate(fd, size); }

static int do_sync(int fd, const char *name) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (!known(fd)) return real(fd);
    pthread_mutex_lock(&lock);
    int result = fails('s') ? -1 : real(fd);
    note('s', result != 0, fd, 0, 0, 0, 0, 0, 0);
    pthread_mutex_unlock(&lock);
    return result;
}
int fsync(int fd) { return do_sync(fd, "fsync"); }
int fdatasync(int fd) { return do_sync(fd, "fdatasync"); }

static int do_pair(char kind, int f1, const char *p1, int f2, const char *p2, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    absolute(f1, p1, one);
    absolute(f2, p2, two);
    pthread_mutex_lock(&lock);
    int seen = below(one) || below(two), result = -1;
    if (!seen || !fails(kind)) {
        if (kind == 'r') {
            REAL(int, "renameat", int, const char *, int, const char *);
            result = real(f1, p1, f2, p2);
        } else {
            REAL(int, "linkat", int, const char *, int, const char *, int);
            result = real(f1, p1, f2, p2, flags);
        }
        if (seen && result == 0) note(kind, 0, -1, 0, 0, one, strlen(one), two, strlen(two));
    }
    pthread_mutex_unlock(&lock);
    return result;
}
int rename(const char *from, const char *to) { return do_pair('r', AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int f, const char *from, int t, const char *to) { return do_pair('r', f, from, t, to, 0); }
int link(const char *from, const char *to) { return do_pair('l', AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int f, const char *from, int t, const char *to, int flags) { return do_pair('l', f, from, t, to, flags); }

static int do_name(char kind, int folder, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    absolute(folder, path, full);
    pthread_mutex_lock(&lock);
    int seen = (below(full) || is_root(full)) && !is_shm(full), result = -1;
    if (!seen || !fails(kind)) {
        if (kind == 'm') {
            REAL(int, "mkdirat", int, const char *, mode_t);
            result = real(folder, path, mode);
        } else {
            REAL(int, "unlinkat", int, const char *, int);
            result = real(folder, path, flags);
        }
        if (seen && result == 0) note(kind, 0, -1, 0, 0, full, strlen(full), 0, 0);
    }
    pthread_mutex_unlock(&lock);
    return result;
}
int mkdir(const char *path, mode_t mode) { return do_name('m', AT_FDCWD, path, 0, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return do_name('m', folder, path, 0, mode); }
int unlink(const char *path) { return do_name('u', AT_FDCWD, path, 0, 0); }
int unlinkat(int folder, const char *path, int flags) {
    return do_name(flags & AT_REMOVEDIR ? 'd' : 'u', folder, path, flags, 0);
}
int rmdir(const char *path) { return do_name('d', AT_FDCWD, path, AT_REMOVEDIR, 0); }

/* Ways to write that the log would miss: nobody may use them below the root. */
ssize_t sendfile(int out, int in, off_t *at, size_t n) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    if (known(out)) abort();
    return real(out, in, at, n);
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t n) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    if (known(out)) abort();
    return real(out, in, at, n);
}
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t n, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    if (known(out)) abort();
    return real(in, a, out, b, n, flags);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    if (known(fd)) abort();
    return real(fd, parts, n);
}
int posix_fallocate64(int fd, off64_t at, off64_t n) {
    REAL(int, "posix_fallocate64", int, off64_t, off64_t);
    if (known(fd)) abort();
    return real(fd, at, n);
}
