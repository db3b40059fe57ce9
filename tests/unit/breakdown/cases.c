#include "cases.h"

#include "base/memory.h"

#define TALK(name) "\n\n" name "\nYes.\n\n"

const struct finding_case finding_cases[] = {
    {"the Pongal courtyard of the specification",
     "Title: Pongal\n\nEXT. TEMPLE COURTYARD - DAWN\n\nKolam patterns cover the stone floor. "
     "LAKSHMI, "
     "in a silk saree with jasmine in her hair, lights the lamp.\n\nLAKSHMI\nPongalo Pongal!\n",
     {"culture=south_indian", "scenes.0.festive=true", "scenes.0.place=courtyard",
      "scenes.0.mood=festive", "scenes.0.hour=dawn", "characters.LAKSHMI.age=young_adult",
      "characters.LAKSHMI.gender=female", "characters.LAKSHMI.looks_said.outfit=sari",
      "scenes.0.acts~reach:LAKSHMI::lamp", "scenes.0.props~flower", "scenes.0.inside=false"}},
    {"rooms in buildings",
     "INT. LIGHTHOUSE - LAMP ROOM - NIGHT\n\nRain on the windows.\n",
     {"scenes.0.place=lamp_room", "scenes.0.inside=true", "scenes.0.hour=night",
      "scenes.0.weather=rain", "scenes.0.place_evidence.words=LAMP ROOM",
      "scenes.0.place_evidence.column=19"}},
    {"whose house it is",
     "INT. SARAH'S HOUSE, BEDROOM - DAY\n\nA bed.\n",
     {"scenes.0.place=bedroom", "scenes.0.hour=noon"}},
    {"what stands before of",
     "EXT. COURTYARD OF THE TEMPLE - MORNING\n\nPillars.\n",
     {"scenes.0.place=courtyard", "scenes.0.hour=morning"}},
    {"stations are not all of trains",
     "INT. POLICE STATION - DAY\n\nDesks.\n\nEXT. BUS STOP - DAY\n\nA bench.\n",
     {"scenes.0.place=office", "scenes.1.place=bus_stop"}},
    {"clock times",
     "INT. CAFE - 6:30 PM\n\nEmpty.\n\nINT. CAFE - 11 A.M.\n\nFull.\n",
     {"scenes.0.hour=dusk", "scenes.1.hour=noon", "scenes.0.place=cafe"}},
    {"what goes on",
     "EXT. BEACH - NIGHT\n\nSnow falls.\n\nINT. HUT - CONTINUOUS\n\nA table.\n",
     {"scenes.1.hour=night", "scenes.1.weather=snow", "scenes.1.place=hut"}},
    {"places in the action",
     "The old baker sweeps the floor in the market. It is evening.\n",
     {"scenes.0.place=market", "scenes.0.hour=dusk", "scenes.0.inside=false"}},
    {"headings in Hindi",
     "EXT. मंदिर - सुबह\n\nघंटी बजती है।\n\nमीरा\nनमस्ते।\n",
     {"scenes.0.place=temple", "scenes.0.hour=morning", "lines.0.language=hi", "language=hi",
      "culture=north_indian"}},
    {"headings in Tamil",
     "EXT. கடற்கரை - இரவு\n\nஅலைகள்.\n\n@மீனா\nவணக்கம் நண்பா.\n",
     {"scenes.0.place=beach", "scenes.0.hour=night", "lines.0.language=ta",
      "culture=south_indian"}},
    {"headings in Spanish",
     "INT. COCINA - NOCHE\n\nUna mesa.\n\nANA\n¿Dónde está mi hermano? Yo no sé nada.\n",
     {"scenes.0.place=kitchen", "scenes.0.hour=night", "lines.0.language=es"}},
    {"headings in German",
     "INT. KÜCHE - ABEND\n\nEin Tisch.\n\nHANS\nIch weiß nicht, wo der Hund ist.\n",
     {"scenes.0.place=kitchen", "scenes.0.hour=dusk", "lines.0.language=de"}},
    {"French speech",
     "INT. SALON - SOIR\n\nUne table.\n\nMARIE\nJe ne sais pas où il est, mais merci.\n",
     {"lines.0.language=fr", "scenes.0.place=living_room"}},
    {"Japanese writing",
     "EXT. 神社 - 朝\n\n桜。\n\n@さくら\nおはようございます。\n",
     {"lines.0.language=ja", "culture=east_asian", "scenes.0.place=temple",
      "scenes.0.hour=morning"}},
    {"Chinese writing",
     "INT. 咖啡馆 - 夜\n\n雨。\n\n@小明\n我们走吧。\n",
     {"lines.0.language=zh", "culture=east_asian", "scenes.0.place=cafe",
      "scenes.0.hour=night"}},
    {"Arabic writing",
     "EXT. سوق - ليل\n\nزحام.\n\n@ليلى\nمرحبا يا صديقي.\n",
     {"lines.0.language=ar", "culture=middle_eastern", "scenes.0.place=market"}},
    {"a Diwali of the north",
     "EXT. HAVELI ROOF - NIGHT\n\nDiyas and rangoli for Diwali.\n\nSIMRAN\nHappy Diwali!\n",
     {"culture=north_indian", "scenes.0.festive=true", "scenes.0.place=roof"}},
    {"Lunar New Year",
     "INT. LIVING ROOM - NIGHT\n\nPaper lanterns for the Lunar New Year. Dumplings "
     "steam.\n\nMEI LING\nCome.\n",
     {"culture=east_asian", "scenes.0.festive=true", "characters.MEI LING.gender=female"}},
    {"Eid",
     "INT. MAJLIS HALL - EVENING\n\nDates and coffee for Eid.\n\nFATIMA\nEid Mubarak, "
     "Omar!\n\nOMAR\nWelcome.\n",
     {"culture=middle_eastern", "scenes.0.festive=true", "characters.OMAR.gender=male"}},
    {"Lagos",
     "EXT. LAGOS MARKET - DAY\n\nADAEZE buys plantain. A danfo passes.\n\nADAEZE\nHow much?\n",
     {"culture=african", "scenes.0.place=market", "characters.ADAEZE.gender=female"}},
    {"elves and dragons",
     "EXT. FOREST - NIGHT\n\nAn elf hides from the dragon. A wizard lifts his wand. Goblins.\n",
     {"culture=fantasy", "period=fantasy"}},
    {"one dragon is no fantasy",
     "INT. CAFE - DAY\n\nA dragon on his T-shirt. A phone rings.\n",
     {"culture=western", "period=modern", "scenes.0.sounds~phone"}},
    {"one name does not dress a town",
     "INT. CAFE - DAY\n\nPeople." TALK("ANNA") TALK("PETER") TALK("PRIYA"),
     {"culture=western", "characters.PRIYA.culture=south_indian"}},
    {"spaceships",
     "INT. SPACESHIP - NIGHT\n\nA robot floats. A hologram of the galaxy flickers.\n",
     {"period=future", "scenes.0.place=spaceship"}},
    {"years in brackets",
     "INT. ROOM - DAY\n\nPAATI (70s), TARA (9), RAVI (24) and SAM, forty five, wait." TALK(
         "PAATI") TALK("TARA") TALK("RAVI") TALK("SAM"),
     {"characters.PAATI.age=mature", "characters.PAATI.years=73", "characters.TARA.age=child",
      "characters.RAVI.age=young_adult", "characters.SAM.years=45",
      "characters.PAATI.gender=female"}},
    {"years in words",
     "INT. ROOM - DAY\n\nTIM, a boy of nine, sits. LEO is a six months old baby. NORA, in her "
     "late "
     "thirties, holds him." TALK("TIM") TALK("NORA") TALK("LEO"),
     {"characters.TIM.age=child", "characters.TIM.gender=male", "characters.NORA.years=37",
      "characters.LEO.age=baby"}},
    {"three lamps are no age",
     "INT. ROOM - DAY\n\nNORA carries 3 lamps, 12 bowls and a cake." TALK("NORA"),
     {"characters.NORA.years=null", "scenes.0.acts~hold:NORA::lamp"}},
    {"old keepers",
     "EXT. LIGHTHOUSE - DAY\n\nOLD TEVEN, the lighthouse keeper, a bearded man with a cane, "
     "limps to the "
     "door. He adjusts his glasses." TALK("TEVEN"),
     {"characters.TEVEN.age=mature", "characters.TEVEN.role=lighthouse keeper",
      "characters.TEVEN.looks_said.beard=true", "characters.TEVEN.looks_said.cane=true",
      "characters.TEVEN.looks_said.glasses=true", "characters.TEVEN.gender=male"}},
    {"glasses are drunk from",
     "INT. BAR - NIGHT\n\nEWAN and NORA raise their glasses." TALK("EWAN") TALK("NORA"),
     {"characters.EWAN.looks_said.glasses=false", "characters.NORA.looks_said.glasses=false"}},
    {"pronouns tell gender",
     "EXT. ROAD - DAY\n\nZORBLAT waits. She looks at her watch." TALK("ZORBLAT"),
     {"characters.ZORBLAT.gender=female", "scenes.0.acts~look:ZORBLAT::watch"}},
    {"relationships",
     "INT. KITCHEN - DAY\n\nMEERA, 9, hugs her grandmother PAATI. ARUN, 35, Meera's father, "
     "enters.\n\n"
     "ARUN\nMeera!\n\nPAATI\nCome.\n\nMEERA\nPaati, look!\n",
     {"characters.MEERA.relationships.PAATI.kind=grandmother",
      "characters.ARUN.relationships.MEERA.kind=daughter",
      "characters.PAATI.relationships.MEERA.kind=granddaughter",
      "characters.MEERA.relationships.ARUN.kind=father", "lines.2.to=PAATI",
      "characters.ARUN.role=father", "scenes.0.acts~hug:MEERA:PAATI"}},
    {"who is there",
     "INT. ROOM - DAY\n\nANNA holds a photo of PETER. Ben's letter lies "
     "there.\n\nANNA\nHm.\n\nBEN (V.O.)\nHello.\n\n"
     "PETER (O.S.)\nHello!\n",
     {"scenes.0.present~ANNA", "scenes.0.present!~BEN", "scenes.0.present!~PETER",
      "lines.1.off_screen=true", "lines.2.off_screen=true", "scenes.0.acts~hold:ANNA::photo"}},
    {"who does what",
     "INT. ROOM - DAY\n\nANNA and PETER sit. Peter picks up the ring and gives it to her. He "
     "bows. Stands. "
     "Slowly, he kneels. They both laugh." TALK("ANNA") TALK("PETER"),
     {"scenes.0.acts~sit:ANNA", "scenes.0.acts~sit:PETER", "scenes.0.acts~take:PETER::ring",
      "scenes.0.acts~give:PETER:ANNA:ring", "scenes.0.acts~bow:PETER",
      "scenes.0.acts~stand:PETER", "scenes.0.acts~kneel:PETER", "scenes.0.acts~laugh:ANNA",
      "scenes.0.acts~laugh:PETER"}},
    {"what hands go on with",
     "INT. ROOM - DAY\n\nANNA and PETER reach for the umbrella. They both pull. Peter "
     "knocks." TALK("ANNA") TALK("PETER"),
     {"scenes.0.acts~reach:ANNA::umbrella;reach:PETER::umbrella;reach:ANNA::umbrella;"
      "reach:PETER::umbrella;reach:PETER::;"}},
    {"who does nothing",
     "INT. ROOM - DAY\n\nANNA doesn't smile. She wants to leave. The wind turns the page. A "
     "walk. Her run is "
     "over. The bow and the watch lie there." TALK("ANNA"),
     {"scenes.0.acts!~smile", "scenes.0.acts!~exit", "scenes.0.acts!~turn",
      "scenes.0.acts!~walk", "scenes.0.acts!~run", "scenes.0.acts!~bow", "scenes.0.acts!~look",
      "scenes.0.props~watch"}},
    {"others' doing",
     "INT. ROOM - DAY\n\nANNA watches PETER dancing. Anna waves and Peter nods." TALK("ANNA")
         TALK("PETER"),
     {"scenes.0.acts~look:ANNA:PETER", "scenes.0.acts~dance:PETER", "scenes.0.acts~wave:ANNA",
      "scenes.0.acts~nod:PETER", "scenes.0.acts!~nod:ANNA"}},
    {"rings ring",
     "INT. ROOM - DAY\n\nThe telephone rings twice. Silence." TALK("ANNA"),
     {"scenes.0.sounds~phone", "scenes.0.props!~ring"}},
    {"doors",
     "INT. ROOM - DAY\n\nANNA opens the heavy wooden door. It closes. The open door waits. A "
     "KNOCK." TALK("ANNA"),
     {"scenes.0.sounds~door_open", "scenes.0.sounds~knock", "scenes.0.acts~reach:ANNA"}},
    {"an open door is silent",
     "INT. ROOM - DAY\n\nLight falls through the open door. The door does not slam.\n",
     {"scenes.0.sounds!~door"}},
    {"sounds of outside",
     "EXT. VILLAGE - DAWN\n\nA rooster crows. Dogs bark. Birds sing. Thunder. Temple bells "
     "ring. A conch.\n",
     {"scenes.0.sounds~rooster", "scenes.0.sounds~dog", "scenes.0.sounds~bird",
      "scenes.0.sounds~thunder", "scenes.0.sounds~temple_bell", "scenes.0.sounds~conch",
      "scenes.0.hour=dawn"}},
    {"nobody storms",
     "INT. ROOM - DAY\n\nPETER storms out. A storm of applause." TALK("PETER"),
     {"scenes.0.weather=clear", "scenes.0.acts!~sit"}},
    {"how lines are said",
     "INT. ROOM - DAY\n\nA table.\n\nANNA\n(whispering)\nDo you hear?\n\nPETER\nGET OUT OF MY "
     "HOUSE!\n\nANNA\n"
     "(crying)\nI am sorry...\n\nPETER\n(laughing)\nNo!\n\nANNA\n~The sea is calm and the moon "
     "is here\n",
     {"lines.0.manner=whispered", "lines.1.manner=shouted", "lines.1.emotion=anger",
      "lines.2.emotion=sadness", "lines.2.intensity>0.6", "lines.3.emotion=joy",
      "lines.4.manner=sung"}},
    {"to whom",
     "INT. ROOM - DAY\n\nA table.\n\nANNA\nHello.\n\nPETER\nHello.\n\nBEN\nListen, "
     "Anna.\n\nANNA\n(to Peter)\nNo.\n\n"
     "PETER\n(to himself)\nWell.\n",
     {"lines.0.to=PETER", "lines.1.to=ANNA", "lines.2.to=ANNA", "lines.3.to=PETER",
      "lines.4.to=null"}},
    {"sad scenes",
     "EXT. HILL - DAY\n\nA funeral. ANNA weeps at the grave, alone." TALK("ANNA"),
     {"scenes.0.mood=sad", "scenes.0.mood_words~funeral", "scenes.0.mood_strength>0.3"}},
    {"feared scenes",
     "INT. CAVE - NIGHT\n\nA creepy ghost. ANNA screams in terror." TALK("ANNA"),
     {"scenes.0.mood=fearful", "scenes.0.place=cave"}},
    {"clothes",
     "EXT. PARK - DAY\n\nANNA wears a green coat and a straw hat. PETER, in a navy suit, has a "
     "braid? No: a moustache. "
     "She folds a kimono." TALK("ANNA") TALK("PETER"),
     {"characters.ANNA.looks_said.outfit=coat", "characters.ANNA.looks_said.headwear=straw_hat",
      "characters.ANNA.looks_said.outfit_color=#2f7d52",
      "characters.PETER.looks_said.outfit=suit"}},
    {"names need capitals",
     "EXT. GARDEN - DAY\n\nA rose by the wall. ROSE enters." TALK("ROSE"),
     {"scenes.0.acts~enter:ROSE", "scenes.0.props~flower"}},
    {"heads of compounds",
     "EXT. MARINA BEACH - DAY\n\nWaves." TALK(
         "ANNA") "INT. HOSPITAL CORRIDOR - LATER\n\nRain.\n\nEXT. ROOF - LATER\n\nA chair.\n",
     {"scenes.0.place=beach", "scenes.0.acts!~wave", "scenes.1.place=hospital",
      "scenes.2.weather=clear"}},
    {"surnames and voices",
     "INT. SHOP - DAY\n\nHENRY WHITMORE (68), with a grey moustache, places a box on the "
     "counter with trembling hands.\n\nHENRY\nYes.\n\n"
     "VOICE (V.O.)\nBehind you.\n\nHe turns. The bell above the door rings.\n",
     {"characters.HENRY.years=68", "characters.HENRY.looks_said.beard_kind=moustache",
      "scenes.0.acts~turn:HENRY", "scenes.0.acts~give:HENRY::box", "scenes.0.present!~VOICE",
      "scenes.0.sounds~bell"}},
    {"a guard is not she",
     "EXT. STREET - NIGHT\n\nNINA, 20s, runs. A GUARD follows her. She stops.\n\nThe guard "
     "waves.\n",
     {"scenes.0.acts~freeze:NINA", "scenes.0.acts~wave:GUARD", "scenes.0.present~GUARD"}},
    {"thunder is a sound",
     "INT. CAFE - NIGHT\n\nRain behind the windows. Silence. Thunder.\n\nEXT. HILL - "
     "NIGHT\n\nA storm breaks over the hill. Thunder.\n",
     {"scenes.0.weather=rain", "scenes.0.sounds~thunder", "scenes.1.weather=storm"}},
    {"a bell far away rings",
     "INT. LAMP ROOM - NIGHT\n\nRain. Nothing. Then a small bell, very far "
     "away.\n\nINT. SHOP - DAY\n\nA brass bell stands on the counter.\n",
     {"scenes.0.sounds~bell", "scenes.1.sounds!~bell"}},
    {"the old man of the scene",
     "INT. ROOM - DAY\n\nOLD MUSA, 70s, waits. AMINA, 22, enters.\n\nOLD MUSA\nCome.\n\nThe "
     "old man smiles.\n\nAMINA\nYes.\n",
     {"scenes.0.acts~smile:OLD MUSA"}},
    {"names of two worlds",
     "EXT. MARKET IN KANO - DAY\n\nCalabash and kola nut." TALK("AMINA") TALK("CHINEDU"),
     {"culture=african", "characters.AMINA.culture=african"}},
    {"as many guests as hosts",
     "INT. OFFICE - DAY\n\nA desk." TALK("TOM") TALK("PRIYA"),
     {"culture=western", "characters.PRIYA.culture=south_indian"}},
    {"cries in danger",
     "INT. CAVE - NIGHT\n\nA chase. Danger. An alarm.\n\nANNA\nRun!\n",
     {"lines.0.emotion=determined", "scenes.0.mood=tense"}},
    {"what is in whose hands",
     "INT. TRAIN - NIGHT\n\nLENA sits. Across from her, OTTO, 65, a conductor in a cap, reads "
     "a "
     "newspaper. An OLD MAN with a lantern waits.\n\nLena takes a letter out of the bag and "
     "throws it on the floor. Otto picks it up." TALK("LENA") TALK("OTTO") TALK("OLD MAN"),
     {"scenes.0.acts~hold:OTTO::newspaper", "scenes.0.acts~hold:OLD MAN::lantern",
      "scenes.0.acts~give:LENA::letter", "scenes.0.acts~take:OTTO::letter"}},
    {"she who spoke last",
     "INT. SPACESHIP - NIGHT\n\nCAPTAIN MIRA stands. KENJI runs in.\n\nMIRA\nThree."
     "\n\nShe pulls a lever.\n\nKENJI\nWhat did you do?\n",
     {"characters.MIRA.gender=female", "characters.KENJI.gender=male",
      "characters.MIRA.role=captain"}},
    {"her brother, behind a man's speech",
     "INT. ROOM - DAY\n\nAMINA, a woman, sits. OLD MUSA enters.\n\nOLD MUSA\nCheap.\n\nHer "
     "brother SANI runs in.\n\nAMINA\nYes.\n\nSANI\nNo.\n",
     {"characters.AMINA.relationships.0.other=SANI"}},
    {"one doctor under two names",
     "INT. HOSPITAL - NIGHT\n\nDR ADAEZE OBI, 38, stands beside a bed. TOMAS, 9, lies in it. "
     "His "
     "mother, CARMEN, 35, waits.\n\nDR OBI\nA little.\n\nShe sits on the bed.\n\nTOMAS\nMama, "
     "don't cry.\n\nCARMEN\nDoctor?\n",
     {"characters.DR OBI.gender=female", "characters.TOMAS.relationships.0.other=CARMEN",
      "scenes.0.acts~sit:DR OBI", "scenes.0.present!~DR ADAEZE OBI"}},
    {"a brother behind another man's speech",
     "EXT. ROOF - NIGHT\n\nSIMRAN, 24, lights a lamp. Her grandfather DADAJI, 75, watches from "
     "a "
     "chair.\n\nDADAJI\nYes.\n\nRAVI, 30, her brother, enters. He puts a cup on a "
     "chair." TALK("SIMRAN") TALK("RAVI"),
     {"characters.RAVI.relationships.0.other=SIMRAN", "scenes.0.acts~sit:DADAJI",
      "scenes.0.acts!~sit:RAVI"}},
    {"acts in other languages",
     "INT. 茶室 - 朝\n\n健太は笑う。\n\n@健太\nはい。\n\nINT. COCINA - NOCHE\n\nANA entra y "
     "sonríe.\n\nANA\nSí.\n\nINT. रसोई - रात\n\nमीरा हँसती है।\n\n@मीरा\nहाँ।\n\n"
     "INT. கோவில் - இரவு\n\nமீனா உட்காருகிறாள்.\n\n@மீனா\nவணக்கம்.\n",
     {"scenes.0.acts~laugh:健太", "scenes.1.acts~enter:ANA", "scenes.1.acts~smile:ANA",
      "scenes.2.acts~laugh:मीरा", "scenes.3.acts~sit:மீனா", "characters.健太.gender=male"}},
    {"a sloka is a verse, a doha is Hindi's, and a poem may be recited",
     "INT. ROOM - DAY\n\nA lamp.\n\n@गुरु\n~धर्मक्षेत्रे कुरुक्षेत्रे\n~समवेता युयुत्सवः ।\n~मामकाः "
     "पाण्डवाश्चैव\n\n@मीरा\nराम का नाम ॥\n\nRAVI\n(reciting)\nThe sea is calm "
     "tonight.\n\nMEERA\n~The sea is calm and the moon is here\n",
     {"lines.0.language=sa", "lines.0.manner=chanted", "lines.1.language=hi",
      "lines.1.manner=chanted", "lines.2.manner=chanted", "lines.3.manner=sung"}},
    {"tags of speech are no words",
     "INT. KITCHEN - DAY\n\nA table.\n\nRAVI\n<speak xml:lang=\"angry\">Here is the "
     "<emphasis level=\"strong\">tea</emphasis>.</speak>\n\n@मीरा\n<speak><prosody "
     "rate=\"slow\">नमस्ते।</prosody></speak>\n",
     {"lines.0.emotion=neutral", "lines.0.language=en", "lines.1.language=hi"}},
};
const size_t finding_case_count = COUNT_OF(finding_cases);
