/* Voices of the user's folder (folder.h): Kokoro's styles, and Piper voices.
 * voice/helper/neural.c speaks. */
#include <dirent.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "voice/engines.h"
#include "voice/folder.h"
#include "voice/pool.h"
#include "voice/styles.h"

enum { MAX_NEURAL = 256, NAME_SIZE = 72 };

static struct voice_card found[MAX_NEURAL];
static char names[MAX_NEURAL][NAME_SIZE];
static size_t found_count;
static pthread_once_t found_once = PTHREAD_ONCE_INIT;

/* The languages that Kokoro's styles were trained on; Japanese and Chinese only when what they
 * are read by is there. */
static const struct {
    char letter;
    const char *languages;
} kokoro_languages[] = {
    {'a', "en"}, {'b', "en"}, {'e', "es"}, {'f', "fr"}, {'h', "hi sa"},
    {'i', "it"}, {'p', "pt"}, {'j', "ja"}, {'z', "zh"},
};

static void add(const char *kind, const char *name, enum gender gender, const char *languages,
                double quality, double hz) {
    if (found_count == MAX_NEURAL) return;
    char *full = names[found_count];
    if (snprintf(full, NAME_SIZE, "%s:%s", kind, name) >= NAME_SIZE) return;
    found[found_count++] = (struct voice_card){.name = full,
                                               .engine = "neural",
                                               .gender = gender,
                                               .age = AGE_ADULT,
                                               .languages = languages,
                                               .quality = quality,
                                               .pitch_hz = hz};
}

static void add_kokoro(const char *name) {
    AUTO_FREE char *pinyin = folder_path("pinyin.txt");
    if (name[0] == 'z' && access(pinyin, R_OK) != 0) return;
    if (name[0] == 'j' && access(VOICE_MECAB_DICTIONARY "/sys.dic", R_OK) != 0) return;
    for (size_t i = 0; i < COUNT_OF(kokoro_languages); i++)
        if (kokoro_languages[i].letter == name[0] && (name[1] == 'f' || name[1] == 'm'))
            add("kokoro", name, name[1] == 'f' ? GENDER_FEMALE : GENDER_MALE,
                kokoro_languages[i].languages, styles_quality(name), styles_hz(name));
}

static void list_folder(const char *folder, const char *ending, void (*each)(const char *)) {
    struct dirent **entries;
    AUTO_FREE char *path = folder_path("%s", folder);
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        size_t size = strlen(entries[i]->d_name), end = strlen(ending);
        if (size > end && strcmp(entries[i]->d_name + size - end, ending) == 0) {
            entries[i]->d_name[size - end] = '\0';
            each(entries[i]->d_name);
        }
        free(entries[i]);
    }
    if (count >= 0) free(entries);
}

/* Its settings say which language it speaks ("en_US"). What set-up brings is known; of others
 * nothing says whether a woman speaks or a man. */
static void add_piper(const char *name) {
    static char languages[MAX_NEURAL][4];
    AUTO_FREE char *path = folder_path("piper/%s.json", name);
    json_t *root = json_load_file(path, 0, NULL);
    const char *code =
        json_string_value(json_object_get(json_object_get(root, "language"), "code"));
    char *language = languages[found_count % MAX_NEURAL];
    snprintf(language, sizeof languages[0], "%.*s", (int)strcspn(code ? code : "en", "_-"),
             code ? code : "en");
    json_decref(root);
    bool joe = strcmp(name, "joe") == 0;
    add("piper", name, joe ? GENDER_MALE : GENDER_NEUTRAL, language, 0.9, joe ? 88 : 0);
}

static void find_all(void) {
    list_folder("kokoro", ".bin", add_kokoro);
    list_folder("piper", ".onnx", add_piper);
}

static size_t cards(struct voice_card *out, size_t room) {
    pthread_once(&found_once, find_all);
    for (size_t i = 0; i < found_count && i < room; i++) out[i] = found[i];
    return found_count;
}

static bool ready(char why[static 200]) {
    return voice_helper_ready("neural", why);
}

static bool speak(const struct utterance *utterance, struct cancel *cancel, struct speech *out,
                  struct error *err) {
    if (!voice_helper_speak("neural", utterance, utterance->voice.voice, cancel, out, err))
        return false;
    voice_take_closures(out);
    return true;
}

const struct speaker voice_neural = {
    .name = "neural",
    .version = "7",
    .cards = cards,
    .ready = ready,
    .speak = speak,
};
