/* Any bytes at all as a document of each format that is read here: Fountain, or a reason. */
#include "import/formats/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const formats[] = {"fdx", "word", "md", "utf16"};
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct buf fountain;
        struct error why = {0};
        buf_init(&fountain, 8 << 20);
        if (!import_convert(formats[i], (const char *)data, size, &fountain, &why) &&
            !why.message[0])
            die("a refusal without a reason");
        buf_done(&fountain);
    }
    return 0;
}
