#include "script.h"

static void title_page__has_values_over_several_lines(void **state) {
    (void)state;
    struct screenplay *s =
        script("Title:\n    _**The Lamp**_\n    of Pongal\nAuthor: A. Writer\n"
               "Language: Tamil\nContact:\n\tLamp Street\n\tMadurai\n\n"
               "INT. HUT - DAY\n\nA hut.\n",
               SCREENPLAY_AUTO);
    assert_int_equal(s->format, SCREENPLAY_FOUNTAIN);
    assert_string_equal(s->title, "The Lamp of Pongal");
    assert_string_equal(s->author, "A. Writer");
    assert_string_equal(s->language, "ta");
    assert_int_equal(s->title_count, 4);
    assert_string_equal(s->title_page[3].key, "Contact");
    assert_string_equal(s->title_page[3].value, "Lamp Street\nMadurai");
    assert_int_equal(s->scene_count, 1);
    screenplay_free(s);
}

struct heading_case {
    const char *line, *place, *time;
    enum setting setting;
};

static void scene_headings__are_known_in_many_languages(void **state) {
    (void)state;
    static const struct heading_case cases[] = {
        {"INT. LIGHTHOUSE - LAMP ROOM - NIGHT", "LIGHTHOUSE - LAMP ROOM", "NIGHT",
         SETTING_INTERIOR},
        {"ext. beach - day", "beach", "day", SETTING_EXTERIOR},
        {"EST. CITY - DAWN - RAIN", "CITY", "DAWN - RAIN", SETTING_EXTERIOR},
        {"INT./EXT. CAR - CONTINUOUS", "CAR", "CONTINUOUS", SETTING_BOTH},
        {"I/E CAR - NIGHT", "CAR", "NIGHT", SETTING_BOTH},
        {"INT CAFÉ - JOUR", "CAFÉ", "JOUR", SETTING_INTERIOR},
        {"INNEN. KÜCHE - NACHT", "KÜCHE", "NACHT", SETTING_INTERIOR},
        {"ESTERNO - PIAZZA - GIORNO", "PIAZZA", "GIORNO", SETTING_EXTERIOR},
        {"ИНТ. МАЯК - НОЧЬ", "МАЯК", "НОЧЬ", SETTING_INTERIOR},
        {"НАТ. БЕРЕГ - УТРО", "БЕРЕГ", "УТРО", SETTING_EXTERIOR},
        {"अंदर. घर - रसोई - रात", "घर - रसोई", "रात", SETTING_INTERIOR},
        {"உள்ளே. வீடு - இரவு", "வீடு", "இரவு", SETTING_INTERIOR},
        {"வெளியே - கோயில் - காலை", "கோயில்", "காலை", SETTING_EXTERIOR},
        {"屋外　市場　朝", "市場", "朝", SETTING_EXTERIOR},
        {"内景。客厅 夜", "客厅", "夜", SETTING_INTERIOR},
        {"داخلي - بيت - ليل", "بيت", "ليل", SETTING_INTERIOR},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        snprintf(text, sizeof text, "%s\n\nX.\n", cases[i].line);
        struct screenplay *s = script(text, SCREENPLAY_FOUNTAIN);
        assert_int_equal(s->scene_count, 1);
        assert_non_null(s->scenes[0].heading);
        assert_string_equal(s->scenes[0].heading, cases[i].line);
        assert_string_equal(s->scenes[0].place, cases[i].place);
        assert_string_equal(s->scenes[0].time, cases[i].time);
        assert_int_equal(s->scenes[0].setting, cases[i].setting);
        screenplay_free(s);
    }
}

static void scene_headings__may_be_forced_and_numbered(void **state) {
    (void)state;
    struct screenplay *s = script(".THE DREAM #12B#\n\n...and then.\n\nInteresting things.\n",
                                  SCREENPLAY_FOUNTAIN);
    assert_int_equal(s->scene_count, 1);
    assert_string_equal(s->scenes[0].heading, "THE DREAM");
    assert_string_equal(s->scenes[0].number, "12B");
    assert_int_equal(s->scenes[0].column, 2);
    assert_int_equal(count_of(s, ELEMENT_ACTION), 2);
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text, "...and then.");
    screenplay_free(s);
}

static void a_character__is_the_same_whatever_the_case_and_extension(void **state) {
    (void)state;
    struct screenplay *s =
        script("INT. A - DAY\n\nMEERA\nOne.\n\nMEERA (V.O.) (CONT'D)\nTwo.\n\n"
               "@Meera\nThree.\n\nMEERA (O.S./CONT’D)\nFour.\n\n"
               "MEERA (cont'd)\nFive.\n\n@McArun\nSix.\n",
               SCREENPLAY_AUTO);
    assert_int_equal(s->character_count, 2);
    assert_string_equal(s->characters[0].name, "MEERA");
    assert_int_equal(s->characters[0].lines, 5);
    assert_int_equal(s->characters[0].line, 3);
    assert_null(nth(s, ELEMENT_DIALOGUE, 0)->extension);
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->extension, "V.O.");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 3)->extension, "O.S.");
    assert_null(nth(s, ELEMENT_DIALOGUE, 4)->extension);
    assert_string_equal(s->characters[1].name, "McArun");
    screenplay_free(s);
}

static void cues__without_capitals_are_short_lines_over_speech(void **state) {
    (void)state;
    struct screenplay *s =
        script("உள்ளே. வீடு - இரவு\n\nமழை பெய்கிறது.\nகாற்று வீசுகிறது.\n\n"
               "மீரா\nபாட்டி, விளக்கு எங்கே?\n\nபாட்டி (V.O.)\n(மெதுவாக)\nஇங்கே.\n\n"
               "花子\nすぐにつけるよ。\n",
               SCREENPLAY_AUTO);
    assert_int_equal(s->format, SCREENPLAY_FOUNTAIN);
    assert_int_equal(s->character_count, 3);
    assert_string_equal(speaker(s, 0), "மீரா");
    assert_string_equal(speech(s, 0), "பாட்டி, விளக்கு எங்கே?");
    assert_string_equal(speaker(s, 1), "பாட்டி");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->extension, "V.O.");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->parenthetical, "மெதுவாக");
    assert_string_equal(speaker(s, 2), "花子");
    assert_int_equal(count_of(s, ELEMENT_ACTION), 1);
    screenplay_free(s);
}

static void dialogue__is_cut_at_parentheticals_and_keeps_its_lines(void **state) {
    (void)state;
    struct screenplay *s = script("INT. A - DAY\n\nMEERA\n(softly)\nOne,\ntwo.\n  \nThree.\n"
                                  "(beat)\nFour (not a direction) five.\n(nods)\n",
                                  SCREENPLAY_FOUNTAIN);
    assert_int_equal(count_of(s, ELEMENT_DIALOGUE), 2);
    assert_string_equal(speech(s, 0), "One,\ntwo.\n\nThree.");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 0)->parenthetical, "softly");
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 0)->line, 5);
    assert_string_equal(speech(s, 1), "Four (not a direction) five.");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->parenthetical, "beat");
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text, "MEERA nods");
    screenplay_free(s);
}

static void dual_dialogue__pairs_the_speech_before(void **state) {
    (void)state;
    struct screenplay *s = script("INT. A - DAY\n\nMEERA\nYou!\n\nARUN ^\nYou!\n\nMEERA\nOh.\n",
                                  SCREENPLAY_FOUNTAIN);
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 0)->dual, DUAL_LEFT);
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 1)->dual, DUAL_RIGHT);
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 2)->dual, DUAL_NONE);
    screenplay_free(s);
}

static void emphasis__is_taken_out_and_told(void **state) {
    (void)state;
    struct screenplay *s = script("INT. A - DAY\n\nA **bold _and under_** *it* \\*plain\\* "
                                  "***both*** *69 and *23 snake_case_name.\n",
                                  SCREENPLAY_FOUNTAIN);
    const struct element *e = nth(s, ELEMENT_ACTION, 0);
    assert_string_equal(e->text,
                        "A bold and under it *plain* both *69 and *23 snake_case_name.");
    assert_int_equal(e->emphasis_count, 4);
    int styles = 0;
    for (size_t i = 0; i < e->emphasis_count; i++) styles += e->emphasis[i].style;
    assert_int_equal(styles, EMPHASIS_BOLD + EMPHASIS_UNDERLINE + EMPHASIS_ITALIC +
                                 (EMPHASIS_BOLD | EMPHASIS_ITALIC));
    const struct emphasis *both = &e->emphasis[3];
    assert_memory_equal(e->text + both->start, "both", both->size);
    screenplay_free(s);
}

static void notes_and_boneyards__leave_the_text_whole(void **state) {
    (void)state;
    struct screenplay *s = script("INT. A - DAY\n\nOne [[a note\nover lines]] two. /* gone\n\n"
                                  "INT. GONE - DAY\n\n*/Three.\n\nMEERA\n/* nothing */\nHello "
                                  "[[aside]] there.\n",
                                  SCREENPLAY_FOUNTAIN);
    assert_int_equal(s->scene_count, 1);
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text, "One two. Three.");
    assert_string_equal(nth(s, ELEMENT_NOTE, 0)->text, "a note\nover lines");
    assert_string_equal(speech(s, 0), "Hello there.");
    assert_string_equal(nth(s, ELEMENT_NOTE, 1)->text, "aside");
    assert_int_equal(s->remark_count, 0);
    screenplay_free(s);
}

static void what_never_ends__is_text_with_a_remark(void **state) {
    (void)state;
    struct screenplay *s = script("INT. A - DAY\n\nOne [[ two.\n\nThree /* four.\n\n@MEERA\n\n",
                                  SCREENPLAY_FOUNTAIN);
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text, "One [[ two.");
    assert_string_equal(nth(s, ELEMENT_ACTION, 1)->text, "Three /* four.");
    assert_int_equal(s->remark_count, 3);
    assert_int_equal(s->remarks[0].line, 3);
    assert_int_equal(s->remarks[0].column, 5);
    screenplay_free(s);
}

static void every_other_element__is_known_by_its_mark(void **state) {
    (void)state;
    struct screenplay *s =
        script("FADE IN:\n\n# Act one\n\n## Part\n\n= What happens\n\nINT. A - DAY\n\n"
               "!SCANNING\nthe room\n\n~La la\n~la\n\n> THE END <\n\n===\n\nMEERA\n~Sung\n\n"
               "CUT TO:\n\n> Burn to white.\n",
               SCREENPLAY_FOUNTAIN);
    assert_int_equal(s->scene_count, 1); /* what stands before it opens no scene of its own */
    assert_int_equal(s->scenes[0].first, 0);
    assert_string_equal(nth(s, ELEMENT_TRANSITION, 0)->text, "FADE IN:");
    assert_string_equal(nth(s, ELEMENT_TRANSITION, 1)->text, "CUT TO:");
    assert_string_equal(nth(s, ELEMENT_TRANSITION, 2)->text, "Burn to white.");
    assert_int_equal(nth(s, ELEMENT_SECTION, 1)->depth, 2);
    assert_string_equal(nth(s, ELEMENT_SECTION, 1)->text, "Part");
    assert_string_equal(nth(s, ELEMENT_SYNOPSIS, 0)->text, "What happens");
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text, "SCANNING\nthe room");
    assert_string_equal(nth(s, ELEMENT_LYRIC, 0)->text, "La la\nla");
    assert_int_equal(nth(s, ELEMENT_LYRIC, 0)->character, -1);
    assert_int_equal(nth(s, ELEMENT_LYRIC, 1)->character, 0);
    assert_string_equal(nth(s, ELEMENT_CENTERED, 0)->text, "THE END");
    assert_int_equal(count_of(s, ELEMENT_PAGE_BREAK), 1);
    screenplay_free(s);
}

static void line_ends_and_marks__do_not_matter(void **state) {
    (void)state;
    static const char *const forms[] = {
        "INT. A - DAY\n\nMEERA\nHi.\n", "\xef\xbb\xbfINT. A - DAY\r\n\r\nMEERA\r\nHi.\r\n",
        "INT. A - DAY\r\rMEERA\rHi.", "\tINT. A - DAY\n\n\t\tMEERA\n\tHi.   "};
    for (size_t i = 0; i < 4; i++) {
        struct screenplay *s = script(forms[i], SCREENPLAY_AUTO);
        assert_int_equal(s->scene_count, 1);
        assert_string_equal(s->scenes[0].place, "A");
        assert_string_equal(speech(s, 0), "Hi.");
        assert_int_equal(nth(s, ELEMENT_DIALOGUE, 0)->line, 4);
        assert_int_equal(s->remark_count, 0);
        screenplay_free(s);
    }
}

static void a_script_without_empty_lines__is_read_with_a_remark(void **state) {
    (void)state;
    struct screenplay *s = script("INT. KITCHEN - NIGHT\nMeera stirs the pot.\nMEERA\nHello.\n"
                                  "ARUN (O.S.)\n(outside)\nOpen!\nCUT TO:\nEXT. GARDEN - DAY\n"
                                  "They meet.\n",
                                  SCREENPLAY_AUTO);
    assert_int_equal(s->scene_count, 2);
    assert_string_equal(speech(s, 0), "Hello.");
    assert_string_equal(speech(s, 1), "Open!");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->parenthetical, "outside");
    assert_int_equal(count_of(s, ELEMENT_ACTION), 2);
    assert_int_equal(s->remark_count, 1);
    screenplay_free(s);
}

static void bad_bytes__become_replacement_marks_with_a_remark(void **state) {
    (void)state;
    static const char text[] =
        "INT. A - DAY\n\nA line of text that is long enough for one \0 byte "
        "and another \xff one to be few among the many good ones.\n";
    struct screenplay *s = NULL;
    struct error err = {0};
    assert_true(screenplay_read(text, sizeof text - 1, SCREENPLAY_AUTO, &s, &err));
    assert_non_null(strstr(nth(s, ELEMENT_ACTION, 0)->text, "one \xef\xbf\xbd byte"));
    assert_int_equal(s->remarks[0].kind, REMARK_ENCODING);
    assert_int_equal(s->remarks[0].line, 3);
    screenplay_free(s);
}

static void what_is_no_text__is_refused_with_a_reason(void **state) {
    (void)state;
    struct screenplay *s = NULL;
    struct error err = {0};
    assert_false(screenplay_read("", 0, SCREENPLAY_AUTO, &s, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_false(screenplay_read("I\0N\0T\0", 6, SCREENPLAY_AUTO, &s, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_false(screenplay_read("x", SCREENPLAY_MAX_SIZE + 1, SCREENPLAY_AUTO, &s, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    assert_null(s);
}

static void people_who_never_speak__are_characters_and_noises_are_not(void **state) {
    (void)state;
    struct screenplay *s = script(
        "EXT. STREET - NIGHT\n\nNINA, 20s, runs with a bag. A GUARD runs after her. A KNOCK "
        "rattles a door.\n\nThe guard points at her. The knock comes again. BOOM. A SIREN "
        "wails, and the siren dies. A DOG barks.\n\nTOM\nHey!\n\nTOM waves. Nina laughs.\n",
        SCREENPLAY_FOUNTAIN);
    assert_int_equal(s->character_count, 3);
    assert_string_equal(s->characters[0].name, "TOM");
    assert_string_equal(s->characters[1].name, "NINA");
    assert_int_equal(s->characters[1].lines, 0);
    assert_string_equal(s->characters[2].name, "GUARD");
    screenplay_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_who_never_speak__are_characters_and_noises_are_not),
        cmocka_unit_test(title_page__has_values_over_several_lines),
        cmocka_unit_test(scene_headings__are_known_in_many_languages),
        cmocka_unit_test(scene_headings__may_be_forced_and_numbered),
        cmocka_unit_test(a_character__is_the_same_whatever_the_case_and_extension),
        cmocka_unit_test(cues__without_capitals_are_short_lines_over_speech),
        cmocka_unit_test(dialogue__is_cut_at_parentheticals_and_keeps_its_lines),
        cmocka_unit_test(dual_dialogue__pairs_the_speech_before),
        cmocka_unit_test(emphasis__is_taken_out_and_told),
        cmocka_unit_test(notes_and_boneyards__leave_the_text_whole),
        cmocka_unit_test(what_never_ends__is_text_with_a_remark),
        cmocka_unit_test(every_other_element__is_known_by_its_mark),
        cmocka_unit_test(line_ends_and_marks__do_not_matter),
        cmocka_unit_test(a_script_without_empty_lines__is_read_with_a_remark),
        cmocka_unit_test(bad_bytes__become_replacement_marks_with_a_remark),
        cmocka_unit_test(what_is_no_text__is_refused_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
