// The English words of the studio's rooms. What stands behind the door imports this file; the front of
// house does not, so that a visitor's first page is light.
import i18next from "i18next";
import rooms from "./locales/en/rooms.json";
import "./index";

i18next.addResourceBundle("en", "translation", rooms, true);
