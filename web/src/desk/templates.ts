// Starting points: short scripts that show how a kind of film is written. Their words are examples,
// in English like the Fountain keywords, and are there to be written over.
export const templates = {
  drama: `Title: The Letter

INT. KITCHEN - MORNING

Rain on the window. ANNA, 60s, in a blue cardigan, turns an unopened letter in her hands. Her son TOM, 30, comes in with wet hair.

TOM
Is it from him?

ANNA
(quietly)
Same stamp. Same hurry.

She puts it behind the clock, unopened.

TOM
You have eleven of them now.

ANNA
Twelve. I like to know there is still something to read.
`,
  podcast: `Title: Two Chairs

INT. STUDIO - EVENING

Two chairs, two microphones, one lamp. MAYA, 30s, with headphones, and OMAR, 50s, with a grey beard, sit facing each other.

MAYA
Welcome to Two Chairs. Tonight: why do we remember songs and forget names?

OMAR
(smiling)
What was your name again?

MAYA
There we are.

OMAR
A song gives you three handles: the tune, the beat and the rhyme. A name gives you one.
`,
  sloka: `Title: Morning Verse
Language: en

EXT. TEMPLE - DAWN

Mist over the steps. A brass lamp burns. PRIEST, 60s, in a white veshti, folds his hands.

PRIEST
(calm)
From the unreal lead me to the real. From darkness lead me to light.

A bell. Birds rise from the roof.

PRIEST
Peace, peace, peace.
`,
  baby: `Title: The Spoon

INT. LIVING ROOM - DAY

A baby, LILY, one year old, sits on a carpet with a wooden spoon. Her FATHER, 30s, kneels before her.

FATHER
(excited)
Can you say spoon?

Lily looks at the spoon and laughs.

LILY
Boo!

FATHER
That is close enough for me.
`,
  documentary: `Title: The Well

EXT. VILLAGE - DAY

Dry ground, one tree, a stone well. Women with brass pots stand in a line.

NARRATOR (V.O.)
The well of this village is older than its name. It is forty metres deep, and nobody knows who dug it.

SITA, 70s, draws the rope with both hands.

SITA
My mother said: never count the steps to the well. You will only ask for a shorter way.

NARRATOR (V.O.)
There is none.
`,
} as const;

export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];

// The title that a script names itself, or else its first place, or its first words.
export function titleOf(script: string): string {
  const named = /^title\s*:\s*(.+)$/im.exec(script.slice(0, 2000))?.[1]?.trim();
  const first = script.split("\n").find((line) => line.trim())?.trim() ?? "";
  const place = /^(?:INT|EXT|EST|I\/E)[./ ]+\s*([^-–]+)/i.exec(first)?.[1]?.trim().toLowerCase();
  const title = named ?? (place ? place.charAt(0).toUpperCase() + place.slice(1) : first);
  return title.slice(0, 100);
}
