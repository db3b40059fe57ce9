/* Where the neural voices of this user lie: what tools/fetch-voices brings and `film voices
 * install` adds.
 *
 *   libonnxruntime.so       computes them
 *   kokoro.onnx, .json      the model, and its symbols ("vocab": symbol to id)
 *   kokoro/NAME.bin         a style: 510 x 256 float32, a row for each count of symbols
 *   pinyin.txt              words of Chinese in the order of their bytes, each with a tab and
 *                           its syllables: "你好\tni3 hao3"
 *   piper/NAME.onnx, .json  a Piper voice */
#ifndef VOICE_FOLDER_H
#define VOICE_FOLDER_H

#include "base/error.h"

enum { FOLDER_STYLE_ROWS = 510, FOLDER_STYLE_WIDTH = 256 };

/* $FILM_VOICES, else $XDG_DATA_HOME/film/voices, else ~/.local/share/film/voices; below it the
 * formatted name. malloc'd; may not exist. */
char *folder_path(const char *format, ...) PRINTF_LIKE(1, 2);

/* IPADIC, of Debian's mecab-ipadic-utf8: readings of Japanese. */
#define VOICE_MECAB_DICTIONARY "/var/lib/mecab/dic/ipadic-utf8"

#endif
