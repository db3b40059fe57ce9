#include "import/helper/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/memory.h"

static bool limit(int what, rlim_t most) {
    struct rlimit value = {most, most};
    return setrlimit((__rlimit_resource_t)what, &value) == 0;
}

/* What a parser needs. All else fails with EPERM: libraries cope with that better than with a
 * sudden end, and it is as good as not there. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(lseek),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(fcntl),
    SCMP_SYS(poll),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(restart_syscall),
};

static bool filter(void) {
    scmp_filter_ctx rules = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!rules) return false;
    bool ok = true;
    for (size_t i = 0; i < COUNT_OF(allowed) && ok; i++)
        ok = seccomp_rule_add(rules, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    const uint64_t read_only = O_RDONLY, kind = O_ACCMODE | O_CREAT | O_TRUNC;
    ok = ok &&
         seccomp_rule_add(rules, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, kind, read_only)) == 0 &&
         seccomp_rule_add(rules, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                          SCMP_A1(SCMP_CMP_MASKED_EQ, kind, read_only)) == 0 &&
         seccomp_load(rules) == 0;
    seccomp_release(rules);
    return ok;
}

bool sandbox_enter(size_t memory, int seconds, struct error *err) {
    bool ok = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
              limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 64) &&
              limit(RLIMIT_CPU, (rlim_t)seconds);
#if !defined(__SANITIZE_ADDRESS__)
    /* the address sanitiser reserves more than any machine has, and looks around at the end */
    ok = ok && limit(RLIMIT_AS, memory) && filter();
#else
    (void)memory;
    (void)filter;
#endif
    return ok || error_set_errno(err, errno, "This system lets no program lock itself in.");
}
