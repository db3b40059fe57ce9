/* Given names of East Asia, the Middle East, Africa and made-up worlds; see names.c. */
#include "breakdown/culture.h"
#include "breakdown/lexicon.h"

#define ROW(words, value) \
    { words, "", value, 1, CUE_CAPITAL }

static const struct cue cues[] = {
    ROW("mei|mei ling|meiling|xiaoling|lihua|li "
        "hua|yuki|yuko|sakura|hana|hanako|aiko|haruka|keiko|akiko|naoko|ayumi|emiko|michiko|"
        "misaki|chihiro|kaori|noriko|sachiko|tomoko|yumi|mina|ji woo|jiwoo|soo ah|sooah|min "
        "ji|minji|seo yeon|seoyeon|hye jin|hyejin|eun ji|eunji|ji "
        "eun|jieun|yuna|bora|haneul|xiu|xiuying|ying|xia|fang|lian|lan|jing|qing|ling|yan|hua|"
        "jia|xue|wei ling|mulan|chun|yue|ren "
        "mei|fei|ning|setsuko|fumiko|chiyo|kiku|mitsuko|rin|nanami|asuka|momo|ayaka",
        IN_EAST | NAME_FEMALE),
    ROW("wei|jun|hao|ming|chen|li wei|zhang "
        "wei|feng|bo|tao|long|jian|liang|qiang|cheng|hiroshi|kenji|takeshi|haruto|haru|ren|"
        "riku|sota|yuto|kaito|daiki|taro|jiro|ichiro|akira|satoshi|shinji|makoto|noboru|ryo|"
        "kazuo|minoru|hideo|goro|min ho|minho|min jun|minjun|jae|jae hyun|ji "
        "hoon|jihoon|seung|sung min|hyun|hyunwoo|joon|dong|dong hyun|tae|taehyung|young "
        "ho|lei|gang|zhao|guo|bao|shen|yong|kenta|shiro|musashi|takumi|hayato|isamu|botan|"
        "chang|zhen|peng|kazuki|yamato",
        IN_EAST | NAME_MALE),
    ROW("xiao|yu|lin|wang|zhang|liu|yang|huang|zhou|tanaka|sato|suzuki|yamada|nakamura|"
        "kobayashi|watanabe|park|choi|jung|kang|cho|yoon|takahashi|ito|xiao "
        "ming|nguyen|kimura|mori|aoki",
        IN_EAST),
    ROW("fatima|aisha|ayesha|layla|leila|leyla|zainab|zeynep|noor|nour|salma|amina|aminah|"
        "khadija|mariam|maryam|yasmin|yasmine|samira|hala|rania|dalia|farah|hanan|huda|jamila|"
        "latifa|nadia|najla|rana|reem|sahar|shirin|shireen|parisa|parvaneh|azadeh|niloufar|"
        "golnaz|mahsa|roya|elif|ayşe|ayse|fatma|emine|hatice|selin|defne|scheherazade|zahra|"
        "zohra|soraya|laleh|nasrin|dunya|safiya|sumaya|amal|hind|jasmina|umm|samar bint",
        IN_MIDDLE | NAME_FEMALE),
    ROW("mohammed|muhammad|mohammad|ahmed|ahmad|ali|omar|umar|hassan|hasan|hussein|hossein|"
        "khalid|yusuf|youssef|yousef|ibrahim|ismail|mustafa|mahmoud|abdul|abdullah|abdallah|"
        "karim|kareem|tariq|rashid|salim|saleem|jamal|nasser|faisal|hamid|majid|sami|walid|"
        "ziad|zaid|bilal|hakim|harun|idris "
        "abu|jafar|malik|mansur|nabil|rami|reza|mehdi|mehmet|murat|emre|kemal|cem|orhan|"
        "dariush|farhad|babak|arash|bahram|rostam|behrouz|cyrus "
        "shah|sinbad|aladdin|abu|farid|fadi|anwar|bassam|ghassan|habib|imran|jabir|latif|qasim|"
        "sulaiman|suleiman|yasin|zayn|amir|ameer|rumi|saladin|saeed|said",
        IN_MIDDLE | NAME_MALE),
    ROW("amara|adaeze|ngozi|chioma|chiamaka|ifeoma|nneka|adaora|ada|obioma|uju|nkechi|folake|"
        "funmi|funmilayo|yetunde|titi|titilayo|bisi|sade|folasade|simisola|temi|temitope|iyabo|"
        "abeni|ayo|bukola|morayo|ama|abena|akua|akosua|efua|esi|adwoa|yaa|afia|wanjiku|wangari|"
        "achieng|akinyi|njeri|makena|zawadi|neema|rehema|zuri|nia|imani|asha "
        "mwangi|mwajuma|thandi|thandiwe|nomvula|nomsa|zanele|lindiwe|nandi|sibongile|nokuthula|"
        "busisiwe|ayanda|lerato|palesa|naledi|fanta|aminata|fatou|mariama|awa|adama|ndeye|"
        "hauwa|halima|zainabu|selam|tigist|makeda|hiwot|almaz|saba|winta|aster|mama "
        "ngina|nyambura|wambui|kagiso|refilwe|abiba|ramatou|kadiatou|binta",
        IN_AFRICA | NAME_FEMALE),
    ROW("chinedu|emeka|obinna|chidi|okonkwo|okoro|ikenna|uche|nnamdi|kelechi|eze|chukwu|obi|"
        "olumide|tunde|babatunde|kunle|segun|femi|wale|dele|ade|adebayo|adewale|bayo|sola|kola|"
        "gbenga|rotimi|seyi|oluwaseun|akin|ayodele|kwame|kofi|kwaku|kwesi|yaw|kojo|ebo|nana|"
        "kwabena|musa|sani|garba|danjuma|audu|bello|kamau|mwangi|otieno|ochieng|kiprop|"
        "kipchoge|juma|baraka|jabari|hamisi|salim "
        "mwinyi|sipho|thabo|bongani|themba|mandla|lwazi|sizwe|jabulani|tendai|tatenda|farai|"
        "mamadou|moussa|ousmane|amadou|cheikh|modou|seydou|diallo|traoré|sekou|dawit|tesfaye|"
        "haile|abebe|bekele|yonas|tekle|mandela|shaka|chaka|kunta|okeke|ndugu|mosi|simba|"
        "zuberi|tafari",
        IN_AFRICA | NAME_MALE),
    ROW("elara|lyra|seraphina|arwen|galadriel|eowyn|nimue|morgana|isolde|elowen|thalia|nyx|"
        "aelin|liriel|faelwen|aurelia|maeve of the|rhiannon the|sylvara|ysolde|tauriel|luthien",
        IN_FANTASY | NAME_FEMALE),
    ROW("thorin|gandalf|aragorn|legolas|merlin|eldrin|kaelen|thrain|gimli|drogath|zarkon|"
        "galdor|baldric|aldric|elrond|fenris|gorath|mordred|draven|theron|vaelin|oberon|durin|"
        "balin|rurik|thalion",
        IN_FANTASY | NAME_MALE),
};
const struct cue_table breakdown_given_names_more = {TOPIC_GIVEN_NAME, cues, COUNT_OF(cues)};
