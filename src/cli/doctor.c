/* film doctor: what is installed, which engines are ready, and what to do about the rest. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "music/composer.h"

struct doctor {
    bool json;
    json_t *findings;
    int missing;
};

static void tell(struct doctor *doctor, bool ready, const char *what, const char *detail) {
    doctor->missing += !ready;
    if (doctor->json) {
        json_array_append_new(doctor->findings, json_pack("{s:s, s:b, s:s}", "what", what,
                                                          "ready", ready, "detail", detail));
    } else {
        printf("  %s  %-24s %s\n", ready ? "ready  " : "MISSING", what, detail);
    }
}

static void check_voices(struct doctor *doctor) {
    for (size_t i = 0; voice_speakers[i]; i++) {
        char why[200] = "", what[64];
        bool ready = voice_speakers[i]->ready(why);
        snprintf(what, sizeof what, "voice: %s", voice_speakers[i]->name);
        tell(doctor, ready, what, ready ? voice_speakers[i]->version : why);
    }
}

static void check_music(struct doctor *doctor) {
    for (size_t i = 0; music_composers[i]; i++) {
        char why[200] = "", what[64];
        bool ready = music_composers[i]->ready(why);
        snprintf(what, sizeof what, "music: %s", music_composers[i]->name);
        tell(doctor, ready, what, ready ? music_composers[i]->version : why);
    }
}

static void check_picture(struct doctor *doctor) {
    struct art *art;
    struct error err;
    AUTO_FREE char *folder = file_data_path("art");
    if (!art_open(NULL, 0, &art, &err)) {
        tell(doctor, false, "drawings", err.message);
        return;
    }
    tell(doctor, true, "drawings", folder);
    for (size_t i = 0; camera_shooters[i]; i++) {
        char why[200] = "", what[64];
        bool ready = camera_shooters[i]->ready(art, why);
        snprintf(what, sizeof what, "camera: %s", camera_shooters[i]->name);
        tell(doctor, ready, what, ready ? camera_shooters[i]->version : why);
    }
    art_close(art);
}

static void check_machine(struct doctor *doctor, const char *work) {
    char detail[200];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    double memory = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE) / 1e9;
    snprintf(detail, sizeof detail, "%ld cores, %.1f GB of memory%s", cores, memory,
             memory < 2 ? ": a film needs about 1.5 GB free" : "");
    tell(doctor, memory >= 2, "machine", detail);
    struct statvfs disk;
    const char *where = access(work, F_OK) == 0 ? work : ".";
    if (statvfs(where, &disk) == 0) {
        double free_gb = (double)disk.f_bavail * (double)disk.f_frsize / 1e9;
        snprintf(detail, sizeof detail, "%.1f GB free for %s%s", free_gb, work,
                 free_gb < 1 ? ": free at least 1 GB" : "");
        tell(doctor, free_gb >= 1, "disk", detail);
    }
}

int cli_doctor(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    struct doctor doctor = {.json = settings->json, .findings = json_array()};
    if (!doctor.json) printf("film " FILM_VERSION "\n");
    check_voices(&doctor);
    check_music(&doctor);
    check_picture(&doctor);
    check_machine(&doctor, settings->work);
    if (doctor.json) {
        json_dumpf(doctor.findings, stdout, JSON_INDENT(1));
        putchar('\n');
    } else if (doctor.missing) {
        printf("\n%d missing. `make setup` installs all of it.\n", doctor.missing);
    } else {
        printf("\nAll is ready: film make SCRIPT\n");
    }
    json_decref(doctor.findings);
    return doctor.missing ? problem_info(PROBLEM_UNAVAILABLE)->exit_code : 0;
}
