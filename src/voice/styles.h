/* Inside the voice room: the median pitch of Kokoro's styles, measured. */
#ifndef VOICE_STYLES_H
#define VOICE_STYLES_H

/* In Hz, of a style ("af_heart") reading a sentence plainly. Of one that nobody measured, what
 * is usual for its sex. */
double styles_hz(const char *style);

#endif
