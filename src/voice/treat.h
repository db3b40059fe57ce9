/* Inside the voice room: treatment of a spoken line. All work in place on mono sound. */
#ifndef VOICE_TREAT_H
#define VOICE_TREAT_H

#include "base/pcm.h"

/* Moves pitch and formants apart from each other (semitones) and changes the pace by Rubber
 * Band's finer engine. Time t becomes t / tempo exactly: the result has round(frames / tempo)
 * frames. */
void treat_shift(struct pcm *sound, double pitch_semitones, double formant_semitones,
                 double tempo);

/* Second-order sections after the Audio EQ Cookbook (Bristow-Johnson). */
enum treat_filter {
    TREAT_LOW_PASS,
    TREAT_HIGH_PASS,
    TREAT_PEAK,
    TREAT_LOW_SHELF,
    TREAT_HIGH_SHELF
};
void treat_filter(struct pcm *sound, enum treat_filter kind, double hz, double q,
                  double gain_db);

/* Presence and air for voices synthesised at 16 kHz: nothing above 8 kHz is in them. `muffled`:
 * the fundamental drowns the formants, as in slt. */
void treat_open_up(struct pcm *sound, bool muffled);
/* A gain in dB from `start` to `end` (samples), with slopes of 12 ms around it. */
void treat_gain(struct pcm *sound, int64_t start, int64_t end, double gain_db);
/* Takes the edge off formant synthesis. */
void treat_soften(struct pcm *sound);
/* Voicing replaced by noise of the same spectral envelope. */
void treat_whisper(struct pcm *sound);
/* So much of a whisper in the voice, 0..1. */
void treat_breath(struct pcm *sound, double amount);
void treat_shout(struct pcm *sound);
/* Unsteady pitch and loudness; amount 0..1. Moves nothing by more than 2 ms. */
void treat_tremor(struct pcm *sound, double amount, double hz);

/* RMS in dBFS of the parts that are spoken, pauses left out; -120 when there are none. */
double treat_voiced_db(const struct pcm *sound);
/* Brings the spoken parts to `level_db` as an ear weighs them (BS.1770), so that a bright voice
 * and a dark one are equally loud; peaks are held under `peak_db` by a look-ahead limiter. */
void treat_level(struct pcm *sound, double level_db, double peak_db);

/* In-place FFT of 2^n complex values (re, im pairs); `inverse` scales by 1/size. */
void treat_fft(double *values, int size, bool inverse);

#endif
