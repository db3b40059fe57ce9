// Every address there is, for the looks at all of them.
export const front = ["/", "/features/", "/pricing/", "/docs/", "/gallery/", "/about/", "/contact/", "/privacy/", "/terms/", "/status/", "/help/", "/sign-in/", "/sign-up/", "/forgot-password/", "/reset-password/?token=x", "/nothing-here/"];
export const office = ["/films/", "/credits/", "/account/", "/organisation/", "/invitation/?token=x"];
export const rooms = ["write", "cast", "board", "sound", "render", "deliver"];
