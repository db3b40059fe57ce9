#include "script.h"

static void speech__belongs_to_whom_the_sentence_names(void **state) {
    (void)state;
    struct screenplay *s = script(
        "Meera climbed the stairs.\n\n“Why is it dark?” she asked softly.\n\n"
        "“The oil is gone,” said the old man, putting down his stick. “We must wait.”\n\n"
        "Arun ran in. “The boat!” he shouted.\n\nMeera turned and said, “Then run!”\n",
        SCREENPLAY_AUTO);
    assert_int_equal(s->format, SCREENPLAY_PROSE);
    assert_int_equal(count_of(s, ELEMENT_DIALOGUE), 5);
    assert_string_equal(speaker(s, 0), "Meera");
    assert_string_equal(speech(s, 0), "Why is it dark?");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 0)->parenthetical, "softly");
    assert_string_equal(speaker(s, 1), "old man");
    assert_string_equal(speaker(s, 2), "old man");
    assert_string_equal(speaker(s, 3), "Arun");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 3)->parenthetical, "shouting");
    assert_string_equal(speaker(s, 4), "Meera");
    assert_string_equal(nth(s, ELEMENT_ACTION, 1)->text, "The old man putting down his stick.");
    assert_string_equal(nth(s, ELEMENT_ACTION, 3)->text, "Meera turned");
    screenplay_free(s);
}

static void speech__without_a_name_alternates(void **state) {
    (void)state;
    struct screenplay *s = script("“Hello,” said Meera.\n\n“Hello,” said Arun.\n\n“Tea?”\n\n"
                                  "“Please.”\n\n“Sugar?”\n",
                                  SCREENPLAY_PROSE);
    assert_string_equal(speaker(s, 2), "Meera");
    assert_string_equal(speaker(s, 3), "Arun");
    assert_string_equal(speaker(s, 4), "Meera");
    assert_int_equal(s->character_count, 2);
    screenplay_free(s);
}

static void quotes__of_every_kind_are_speech(void **state) {
    (void)state;
    static const char *const texts[] = {
        "“One.”",   "\"One.\"", "«One.»", "„One.“", "„One.”", "「One.」",
        "『One.』", "»One.«",   "‘One.’", "'One.'", "— One.", "- One.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct screenplay *s = script(texts[i], SCREENPLAY_PROSE);
        assert_int_equal(count_of(s, ELEMENT_DIALOGUE), 1);
        assert_string_equal(speech(s, 0), "One.");
        screenplay_free(s);
    }
}

static void apostrophes_and_scare_quotes__are_no_speech(void **state) {
    (void)state;
    struct screenplay *s =
        script("The dog's bone wasn't Tom's.\n\nHe called it a “so-called” bone "
               "and left.\n",
               SCREENPLAY_PROSE);
    assert_int_equal(count_of(s, ELEMENT_DIALOGUE), 0);
    assert_int_equal(count_of(s, ELEMENT_ACTION), 2);
    screenplay_free(s);
}

struct tongue {
    const char *text, *name, *said, *parenthetical;
};

static void saying__is_known_in_many_languages(void **state) {
    (void)state;
    static const struct tongue tongues[] = {
        {"—Hola —dijo Ana—. ¿Cómo estás?", "Ana", "Hola", NULL},
        {"— Привет, — сказала Аня.", "Аня", "Привет,", NULL},
        {"« Viens », murmura Luc.", "Luc", "Viens", "murmuring"},
        {"„Komm“, flüsterte Anna.", "Anna", "Komm", "whispering"},
        {"“நான் வருகிறேன்,” மீரா சொன்னாள்.", "மீரா", "நான் வருகிறேன்,", NULL},
        {"“मैं आ रही हूँ,” मीरा ने कहा।", "मीरा", "मैं आ रही हूँ,", NULL},
        {"“你好。”米拉轻声说。", "米拉", "你好。", "softly"},
        {"「行こう」と太郎は言った。", "太郎", "行こう", NULL},
        {"— Bonjour, dit Marie. Tu dors ?", "Marie", "Bonjour,", NULL},
        {"அருண் ஓடினான்.\n\n“வா!” என்று கத்தினான்.", "அருண்", "வா!", "shouting"},
        {"«تعال»، قالت سارة.", "سارة", "تعال", NULL},
    };
    for (size_t i = 0; i < sizeof tongues / sizeof tongues[0]; i++) {
        struct screenplay *s = script(tongues[i].text, SCREENPLAY_PROSE);
        assert_string_equal(speech(s, 0), tongues[i].said);
        assert_string_equal(speaker(s, 0), tongues[i].name);
        const char *manner = nth(s, ELEMENT_DIALOGUE, 0)->parenthetical;
        if (tongues[i].parenthetical)
            assert_string_equal(manner, tongues[i].parenthetical);
        else
            assert_null(manner);
        screenplay_free(s);
    }
}

struct talk {
    const char *text, *speakers; /* one after the other, "/" between */
};

static void pronouns_and_descriptions__mean_whom_they_fit(void **state) {
    (void)state;
    static const struct talk talks[] = {
        {"Amina sat in the shade. Old Musa came by with his stick.\n\n\"How much?\" asked "
         "Musa.\n\n\"Nothing, Baba,\" she said.\n\nThe old man looked up. \"Nothing at "
         "all?\" he asked.\n\nHer brother Sani came in. \"The lorry!\" he shouted.\n\n"
         "\"All of them?\" she whispered.",
         "Musa/Amina/Musa/Sani/Amina"},
        {"Ben looked at Priya. \"You took my umbrella.\"\n\n\"It was raining,\" she "
         "said.\n\n\"It was mine!\" he shouted.",
         "Ben/Priya/Ben"},
        {"Lucía abrió la puerta.\n\n—¿Quién es? —preguntó ella en voz baja.\n\n—Soy yo, "
         "abuela —respondió Mateo, y dejó la bolsa—. Traigo pan.\n\n—Entonces entra —dijo la "
         "anciana.",
         "Lucía/Mateo/Mateo/anciana"},
        {"Marie regarda Paul. « Tu viens ? » demanda-t-elle.\n\n« Demain », "
         "répondit-il.\n\nLe vieil homme soupira. « Personne ne vient jamais », dit-il.",
         "Marie/Paul/vieil homme"},
        {"„Wo ist das Boot?“, fragte der Fischer.\n\nLena zeigte aufs Meer. „Dort“, sagte sie "
         "leise.\n\n„Dann rudern wir“, rief er.",
         "Fischer/Lena/Fischer"},
        {"The woman's dog barked. Tom opened the door.\n\n\"Who is there?\" he asked.", "Tom"},
    };
    for (size_t i = 0; i < sizeof talks / sizeof talks[0]; i++) {
        struct screenplay *s = script(talks[i].text, SCREENPLAY_PROSE);
        char said[400] = "";
        for (size_t k = 0; k < (size_t)count_of(s, ELEMENT_DIALOGUE); k++) {
            const char *name = speaker(s, (int)k);
            size_t used = strlen(said);
            if (strncmp(name, "Old ", 4) == 0) name += 4;
            snprintf(said + used, sizeof said - used, "%s%s", k ? "/" : "", name);
        }
        assert_string_equal(said, talks[i].speakers);
        screenplay_free(s);
    }
}

static void scenes__begin_at_chapters_breaks_and_changes_of_place_or_hour(void **state) {
    (void)state;
    struct screenplay *s = script(
        "The Lamp\n\nChapter One\n\nMeera sat in the kitchen. It was dark.\n\n"
        "The next morning, Arun ran into the market.\n\nAt the harbour, people waited.\n\n"
        "* * *\n\nA gull cried.\n\n## Chapter Two\n\nIt rained.\n",
        SCREENPLAY_AUTO);
    assert_string_equal(s->title, "The Lamp");
    assert_int_equal(s->scene_count, 5);
    assert_string_equal(s->scenes[0].place, "kitchen");
    assert_null(s->scenes[0].heading);
    assert_string_equal(s->scenes[1].heading, "The next morning");
    assert_string_equal(s->scenes[1].time, "MORNING");
    assert_string_equal(s->scenes[1].place, "market");
    assert_string_equal(s->scenes[2].place, "harbour");
    assert_int_equal(s->scenes[3].line, 13);
    assert_string_equal(nth(s, ELEMENT_SECTION, 1)->text, "Chapter Two");
    screenplay_free(s);
}

static void wrapped_lines__are_one_paragraph(void **state) {
    (void)state;
    struct screenplay *s =
        script("Meera walked along the beach for a long\ntime and saw nobody. "
               "Then she\nturned back.\n\"Who is there?\" she asked.\n",
               SCREENPLAY_PROSE);
    assert_string_equal(nth(s, ELEMENT_ACTION, 0)->text,
                        "Meera walked along the beach for a long time and saw nobody. Then she "
                        "turned back.");
    assert_string_equal(speech(s, 0), "Who is there?");
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 0)->line, 4);
    assert_int_equal(nth(s, ELEMENT_DIALOGUE, 0)->column, 2);
    assert_string_equal(speaker(s, 0), "Meera");
    screenplay_free(s);
}

static void a_play__names_the_speaker_before_a_colon(void **state) {
    (void)state;
    struct screenplay *s = script("The Tea\n\nMeera and Arun sit in the kitchen at 10:30.\n\n"
                                  "Meera: Tea?\nArun: (sleepy) Please. Two\nsugars.\n"
                                  "MEERA (softly): Of course.\n\n"
                                  "மீரா: சரி.\n",
                                  SCREENPLAY_AUTO);
    assert_int_equal(s->format, SCREENPLAY_PROSE);
    assert_int_equal(count_of(s, ELEMENT_DIALOGUE), 4);
    assert_string_equal(speech(s, 0), "Tea?");
    assert_string_equal(speech(s, 1), "Please. Two sugars.");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 1)->parenthetical, "sleepy");
    assert_string_equal(speaker(s, 2), "Meera");
    assert_string_equal(nth(s, ELEMENT_DIALOGUE, 2)->parenthetical, "softly");
    assert_int_equal(s->character_count, 3);
    assert_string_equal(s->scenes[0].place, "kitchen");
    screenplay_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(speech__belongs_to_whom_the_sentence_names),
        cmocka_unit_test(speech__without_a_name_alternates),
        cmocka_unit_test(quotes__of_every_kind_are_speech),
        cmocka_unit_test(apostrophes_and_scare_quotes__are_no_speech),
        cmocka_unit_test(saying__is_known_in_many_languages),
        cmocka_unit_test(pronouns_and_descriptions__mean_whom_they_fit),
        cmocka_unit_test(scenes__begin_at_chapters_breaks_and_changes_of_place_or_hour),
        cmocka_unit_test(a_play__names_the_speaker_before_a_colon),
        cmocka_unit_test(wrapped_lines__are_one_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
