/* Where the camera spends its time: mixing neighbours. Each mix is written twice, once for AVX2
 * (twice as fast as what the compiler makes of the plain loop) and once for any processor, in
 * whole numbers, so that both give the same bytes. */
#include "camera/mix.h"
#include "base/vector.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { VECTOR = 32 }; /* bytes */
#define AVX2 __attribute__((target("avx2")))

AVX2 static int mix_bytes_avx2(uint8_t *out, const uint8_t *a, const uint8_t *b, int share,
                               int count) {
    const __m256i weights = _mm256_set1_epi16((short)((MIX_ONE - share) | share << 8));
    const __m256i half = _mm256_set1_epi16(MIX_ONE / 2);
    int i = 0;
    for (; i + VECTOR <= count; i += VECTOR) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(a + i));
        __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(b + i));
        __m256i low = _mm256_maddubs_epi16(_mm256_unpacklo_epi8(x, y), weights);
        __m256i high = _mm256_maddubs_epi16(_mm256_unpackhi_epi8(x, y), weights);
        low = _mm256_srli_epi16(_mm256_add_epi16(low, half), 7);
        high = _mm256_srli_epi16(_mm256_add_epi16(high, half), 7);
        _mm256_storeu_si256((__m256i *)(void *)(out + i), _mm256_packus_epi16(low, high));
    }
    return i;
}

AVX2 static int stretch_avx2(uint32_t *out, const uint32_t *in, int32_t at, int32_t step,
                             int count) {
    const __m256i odd = _mm256_set1_epi32(0xff00ff), half = _mm256_set1_epi16(128);
    const __m256i one = _mm256_set1_epi16(256), byte = _mm256_set1_epi32(255);
    const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i place = _mm256_add_epi32(_mm256_set1_epi32(at),
                                     _mm256_mullo_epi32(lanes, _mm256_set1_epi32(step)));
    const __m256i advance = _mm256_set1_epi32(step * 8);
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        __m256i index = _mm256_srai_epi32(place, 16);
        __m256i a = _mm256_i32gather_epi32((const int *)(const void *)in, index, 4);
        __m256i b = _mm256_i32gather_epi32((const int *)(const void *)(in + 1), index, 4);
        __m256i share = _mm256_and_si256(_mm256_srli_epi32(place, 8), byte);
        share = _mm256_or_si256(share, _mm256_slli_epi32(share, 16));
        __m256i keep = _mm256_sub_epi16(one, share);
        __m256i red_blue =
            _mm256_add_epi16(_mm256_mullo_epi16(_mm256_and_si256(a, odd), keep),
                             _mm256_mullo_epi16(_mm256_and_si256(b, odd), share));
        a = _mm256_and_si256(_mm256_srli_epi32(a, 8), odd);
        b = _mm256_and_si256(_mm256_srli_epi32(b, 8), odd);
        __m256i alpha_green =
            _mm256_add_epi16(_mm256_mullo_epi16(a, keep), _mm256_mullo_epi16(b, share));
        red_blue = _mm256_srli_epi16(_mm256_add_epi16(red_blue, half), 8);
        alpha_green = _mm256_andnot_si256(odd, _mm256_add_epi16(alpha_green, half));
        _mm256_storeu_si256((__m256i *)(void *)(out + i),
                            _mm256_or_si256(red_blue, alpha_green));
        place = _mm256_add_epi32(place, advance);
    }
    return i;
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}
#else
static int mix_bytes_avx2(uint8_t *out, const uint8_t *a, const uint8_t *b, int share,
                          int count) {
    (void)out, (void)a, (void)b, (void)share, (void)count;
    return 0;
}
static int stretch_avx2(uint32_t *out, const uint32_t *in, int32_t at, int32_t step,
                        int count) {
    (void)out, (void)in, (void)at, (void)step, (void)count;
    return 0;
}
static bool has_avx2(void) {
    return false;
}
#endif

void compose_mix(uint8_t *out, const uint8_t *a, const uint8_t *b, int share, int count) {
    int i = has_avx2() && share > 0 && share < MIX_ONE ? mix_bytes_avx2(out, a, b, share, count)
                                                       : 0;
    for (; i < count; i++)
        out[i] = (uint8_t)((a[i] * (MIX_ONE - share) + b[i] * share + MIX_ONE / 2) / MIX_ONE);
}

void compose_stretch(uint32_t *out, const uint32_t *in, int32_t at, int32_t step, int count) {
    int i = has_avx2() ? stretch_avx2(out, in, at, step, count) : 0;
    for (at += step * i; i < count; i++, at += step) {
        uint32_t a = in[at >> 16], b = in[(at >> 16) + 1], share = (uint32_t)(at >> 8 & 255);
        uint32_t keep = 256 - share;
        uint32_t rb = (a & 0xff00ff) * keep + (b & 0xff00ff) * share + 0x800080;
        uint32_t ag = (a >> 8 & 0xff00ff) * keep + (b >> 8 & 0xff00ff) * share + 0x800080;
        out[i] = (rb >> 8 & 0xff00ff) | (ag & 0xff00ff00u);
    }
}

VECTORISED void compose_dim(uint8_t *restrict out, const uint8_t *restrict in, int share,
                            int count) {
    for (int i = 0; i < count; i++)
        out[i] = (uint8_t)((uint16_t)(in[i] * (uint16_t)share + 128) >> 8);
}
