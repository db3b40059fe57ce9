/* Hot loops over integers, compiled once for AVX2 and once for any processor; the loader picks.
 * Only integer arithmetic may stand in them, so that both give the same bytes. */
#ifndef BASE_VECTOR_H
#define BASE_VECTOR_H

/* Not under ThreadSanitizer: the loader picks before its runtime is up. Not where there is no
 * AVX2. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

#endif
