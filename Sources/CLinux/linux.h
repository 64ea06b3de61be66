/* What Swift cannot import from the system's headers by itself: variadic functions, casts behind macros,
 * the GNU extensions, and a handler that may run inside a signal. No decision is made here.
 *
 * The Glibc module is compiled without _GNU_SOURCE. A header with structs that is read again here under
 * other macros would define the same types differently, so this file declares by hand the few functions
 * that it needs and includes only headers that the Glibc module leaves out. */
#ifndef D24_CLINUX_H
#define D24_CLINUX_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/timex.h>
#include <sys/vfs.h>
#include <unistd.h>

extern char **environ;
extern int fcntl(int descriptor, int command, ...);
extern int memfd_create(const char *name, unsigned int flags);
extern int pipe2(int ends[2], int flags);
extern const char *strerrordesc_np(int number);

/* ---- errors ---- */

/* The fixed English text of an error number, or NULL; unlike strerror's, neither shared nor translated. */
static inline const char *clinux_error_text(int number) { return strerrordesc_np(number); }

/* ---- descriptors ---- */

/* F_GETFD, F_SETFD and FD_CLOEXEC of <fcntl.h>, the same on every Linux. */
static inline int clinux_set_close_on_exec(int descriptor, int enable) {
    int flags = fcntl(descriptor, 1);
    if (flags < 0) return -1;
    return fcntl(descriptor, 2, enable ? flags | 1 : flags & ~1);
}

/* 1 or 0; -1 when nothing is open there. */
static inline int clinux_is_close_on_exec(int descriptor) {
    int flags = fcntl(descriptor, 1);
    return flags < 0 ? -1 : flags & 1;
}

/* ---- names ---- */

extern int renameat2(int folder, const char *source, int other, const char *target, unsigned int flags);

/* From the working directory both (AT_FDCWD), with RENAME_NOREPLACE. */
static inline int clinux_rename_to_new(const char *source, const char *target) {
    return renameat2(-100, source, -100, target, 1u);
}

extern ssize_t lgetxattr(const char *path, const char *name, void *value, size_t size);

/* Bytes of the POSIX access list of a file, not of what a link leads to; -1 and ENODATA without one. */
static inline ssize_t clinux_access_list_size(const char *path) {
    return lgetxattr(path, "system.posix_acl_access", NULL, 0);
}

/* ---- memory files ---- */

/* MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL; kernels before 6.3 do not know the last: EINVAL. */
static inline int clinux_memory_file(const char *name) {
    int descriptor = memfd_create(name, 0x1u | 0x2u | 0x8u);
    if (descriptor < 0 && errno == EINVAL) descriptor = memfd_create(name, 0x1u | 0x2u);
    return descriptor;
}

/* F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE */
#define CLINUX_ALL_SEALS 0xf

/* F_ADD_SEALS */
static inline int clinux_seal(int descriptor) { return fcntl(descriptor, 1024 + 9, CLINUX_ALL_SEALS); }

/* ---- the process ---- */

static inline int clinux_set_dumpable(int dumpable) { return prctl(PR_SET_DUMPABLE, dumpable, 0, 0, 0); }

/* For the test of the one above. */
static inline int clinux_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

static inline char **clinux_environment(void) { return environ; }

/* SIGKILL, the same on every Linux, once the thread that started us is gone. */
static inline int clinux_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0); }

/* The name that ps and top show; the kernel keeps 15 bytes of it. */
static inline int clinux_set_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

/* <pthread.h> declares it under _GNU_SOURCE alone. The parameter is a pthread_attr_t, a type of the Glibc module;
 * hence another name for the same function, here and below. */
extern int clinux_set_default_thread_attributes(const void *attributes)
    __asm__("pthread_setattr_default_np");

/* Likewise of <grp.h>, with a struct group and where a pointer to it is put. */
extern int clinux_next_group(void *entry, char *buffer, size_t size, void **found) __asm__("getgrent_r");

/* ---- the clock ---- */

/* STA_UNSYNC */
#define CLINUX_CLOCK_UNSYNCHRONIZED 0x40

/* What the kernel thinks of its clock; without a mode nothing is changed. */
static inline int clinux_clock_status(int *status, long *max_error) {
    struct timex clock = {.modes = 0};
    int state = adjtimex(&clock);
    *status = clock.status;
    *max_error = clock.maxerror;
    return state;
}

/* ---- children ---- */

/* Both ends with O_CLOEXEC, which is 02000000 wherever Swift runs. */
static inline int clinux_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, 02000000) < 0) return -1;
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

/* F_SETPIPE_SZ, to 1 MiB, which is what users may have; a failure leaves the pipe as it was. */
static inline void clinux_enlarge_pipe(int descriptor) { (void)fcntl(descriptor, 1024 + 7, 1 << 20); }

/* Likewise of <spawn.h>, with a posix_spawn_file_actions_t. */
extern int clinux_spawn_close_from(void *actions, int from)
    __asm__("posix_spawn_file_actions_addclosefrom_np");

/* POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF */
#define CLINUX_SPAWN_FLAGS 0x8c

/* ---- signals that must wait while a terminal does not echo ----
 *
 * The handler only writes the number of the signal into a pipe, which is allowed in a handler. The variable
 * is static in a header, so each Swift file that used these functions would get a copy of its own: they are
 * called by ForwardedSignals.swift alone. */

static volatile int clinux_signal_pipe = -1;

static inline void clinux_set_signal_pipe(int descriptor) { clinux_signal_pipe = descriptor; }

static void clinux_forward_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(clinux_signal_pipe, &byte, 1);
    (void)written;
    errno = saved;
}

typedef void (*clinux_signal_handler)(int);

static inline clinux_signal_handler clinux_forwarding_handler(void) { return clinux_forward_signal; }

#endif
