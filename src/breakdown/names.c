/* Given names of the Indian and western worlds, with culture and gender. Written for this
 * program from common knowledge of common names; a name of two genders carries none. */
#include "breakdown/culture.h"
#include "breakdown/lexicon.h"

#define ROW(words, value) \
    { words, "", value, 1, CUE_CAPITAL }

static const struct cue cues[] = {
    ROW("lakshmi|kamala|saraswathi|meenakshi|kavitha|selvi|ponni|valli|kamakshi|parvathi|"
        "janaki|sundari|nithya|vasantha|malathi|padma|bhuvana|revathi|thenmozhi|yazhini|kayal|"
        "kayalvizhi|mullai|tamilselvi|abirami|abhirami|chellamma|ambika|radhika|savithri|"
        "bhavani|gomathi|vaidehi|sivagami|kannamma|thangam|aandal|andal|nila|amudha|ilakkiya|"
        "anjali amma|ammu|ammini|devaki "
        "amma|sreedevi|sridevi|leela|suhasini|swarna|yamini|gayathri|aishwarya|keerthi|vani|"
        "jayanthi|lalitha|poongodi|poorni|poornima|kanmani|malar|kuyili|nachiyar|alamelu|"
        "lakshmi amma",
        IN_SOUTH | NAME_FEMALE),
    ROW("murugan|karthik|karthikeyan|senthil|selvam|arumugam|velu|muthu|ravindran|ramanathan|"
        "subramanian|subramaniam|venkatesh|venkat|krishnan|raghavan|balan|shanmugam|kannan|"
        "mani|palani|kumaran|thiru|tamilarasan|ilango|anbu|arul|elango|pandian|chezhiyan|"
        "kathir|surya|srinivas|srinivasan|seshadri|narayanan|ramanujam|madhavan|unni|kuttan|"
        "shankaran|achuthan|vasudevan|nair|menon|reddy|rao|naidu|raju|sivan|sundaram|"
        "periyasamy|ayyanar|maran|thamizh|gopal|gopalan|parthiban|raman|bala|balu|mohanlal|"
        "basava|basavanna|puneeth|chandrasekhar|kesavan|rangan|varadan|ponnusamy|chinnasamy|"
        "saravanan|dinesan|shiva kumar|vetri|vetrivel|ezhil",
        IN_SOUTH | NAME_MALE),
    ROW("meera|priya|divya|anjali|radha|sita|seetha|geetha|gita|shanti|shanthi|uma|deepa|"
        "deepika|rekha|lata|latha|usha|sudha|maya|kavya|nandini|anita|anitha|sunita|asha|"
        "ananya|aditi|shreya|swati|sneha|pooja|puja|lavanya|durga|devi|kali|vidya|sandhya|"
        "chitra|madhavi|padmini|shalini|tara|indira|vimala|mala|rani|veena|anu|anuradha|jaya|"
        "parvati|saraswati|ganga|yamuna|janki|rukmini|sumathi|hema|mythili|bharathi|ahalya|"
        "draupadi|savitri|amrita|ila",
        IN_INDIA | NAME_FEMALE),
    ROW("ravi|arun|amar|alok|naresh|girish|harish|satish|jagdish|umesh|nitin|sagar|kumar|arjun|"
        "krishna|rama|ram|vijay|ajay|suresh|ramesh|ganesh|mahesh|rajesh|prakash|anand|mohan|"
        "gopi|shiva|vishnu|hari|sanjay|rahul|vikram|ashok|dinesh|mukesh|naveen|praveen|kiran|"
        "manoj|vinod|sunil|anil|rajan|raja|raj|madhav|govind|gautam|gautham|bharath|bharat|"
        "lakshman|lakshmanan|varun|aditya|nikhil|deepak|santosh|vivek|prem|chandra|shankar|"
        "sankar|sekhar|raghu|narayan|vasu|aravind|arvind|dev|karna|bhima|surya "
        "dev|ashwin|rohan|pranav|siddharth|aryan|ishaan|neel|jai|kabir|rishi",
        IN_INDIA | NAME_MALE),
    ROW("simran|harpreet|gurpreet|manpreet|jasleen|kareena|aishwariya|pallavi|neha|nisha|ritu|"
        "preeti|preity|kajal|geeta|seema|shabana|babita|sonam|payal|jyoti|mamta|komal|shilpa|"
        "sonia|mridula|sarla|kanta|phoolwati|munni|chanda|bimala|kamla|rajni|sushma|shobha|"
        "madhuri|alka|vandana|tanvi|isha|riya|rhea|kiara|mitali|mousumi|paro|parvatibai|"
        "aparajita|debjani|ishita|piyali|chandni|roshni|gauri|pari|bhavna|dadi|nani",
        IN_NORTH | NAME_FEMALE),
    ROW("harjit|gurdeep|balwinder|jaswinder|manjit|ranjit|sukhdev|karan|rohit|amit|sumit|akash|"
        "vikas|gaurav|saurabh|abhishek|ankit|mohit|sachin|raghav|chetan|pankaj|yash|kunal|"
        "shyam|lakhan|babu|birju|bhola|hariya|ramlal|mohanlal "
        "ji|bishan|thakur|arnab|debashish|sourav|subhash|tapan|apu|feluda|bimal|ashutosh|omkar|"
        "devendra|rajendra|mahendra|surinder|kuldeep|jagjit|bhagat|singh|veer|ranveer|samar|"
        "munna|chotu|chintu|bunty|guddu|pappu|jeet|tejas",
        IN_NORTH | NAME_MALE),
    ROW("mary|anna|zara|kira|lara|tilda|dora|mira|elin|cecilia|johanna|lotte|frieda|mathilde|"
        "emma|olivia|sophia|sophie|isabella|charlotte|amelia|emily|elizabeth|eliza|alice|clara|"
        "lucy|grace|rose|ruth|sarah|hannah|rachel|rebecca|jane|kate|katherine|catherine|"
        "margaret|maggie|martha|helen|laura|julia|julie|jessica|jennifer|ashley|amanda|nicole|"
        "lisa|nancy|susan|karen|linda|barbara|patricia|dorothy|betty|edith|agnes|florence|"
        "eleanor|ellen|nora|ida|ingrid|astrid|freya|heidi|greta|marie|claire|camille|chloe|"
        "juliette|élodie|amélie|lucia|lucía|maria|maría|carmen|elena|sofia|sofía|isabel|"
        "valentina|inés|ines|lea|giulia|francesca|chiara|bianca|beatrice|ana|inês|beatriz|"
        "abigail|zoe|"
        "zoey|mia|ava|lily|ella|madison|harper|evelyn|scarlett|victoria|hazel|violet|ivy|daisy|"
        "penelope|stella|molly|bridget|siobhan|fiona|moira|isla|wren|tess|tessa|joan|june|"
        "marta|paula|petra|monika|sabine|ursula|renate|katrin|svetlana|natasha|olga|irina|"
        "tatiana|anya|katya|ewa|agnieszka|abuela "
        "rosa|amy|megan|michelle|stephanie|diana|vera|lena|nina|rita|sally|polly|peggy|annie|"
        "becky|wendy|kelly|erin|heather|holly|hope|faith|josephine|matilda|harriet|georgia|"
        "phoebe|delia|cora|iris|mabel|esther|naomi|miriam",
        IN_WEST | NAME_FEMALE),
    ROW("john|jonas|james|jakob|anders|emil|robert|michael|william|david|richard|joseph|thomas|"
        "charles|daniel|matthew|anthony|mark|paul|steven|stephen|andrew|george|edward|henry|"
        "jack|harry|oliver|oscar|arthur|alfred|albert|walter|frank|fred|frederick|peter|simon|"
        "philip|patrick|sean|liam|connor|ian|alan|angus|duncan|hamish|ewan|owen|rhys|dylan|"
        "luke|adam|ben|benjamin|jacob|noah|ethan|lucas|logan|mason|elijah|isaac|nathan|samuel|"
        "sam|max|leo|felix|hugo|louis|pierre|jean|jacques|françois|antoine|julien|marcel|hans|"
        "klaus|fritz|karl|otto|jürgen|stefan|wolfgang|lars|sven|erik|olaf|nils|bjorn|juan|josé|"
        "jose|carlos|luis|miguel|pedro|diego|javier|pablo|mateo|rafael|fernando|antonio|"
        "giovanni|marco|luca|paolo|giuseppe|lorenzo|enzo|joão|manuel|tiago|ivan|boris|dmitri|"
        "sergei|vladimir|mikhail|nikolai|tom|tommy|bob|bobby|bill|billy|jim|jimmy|joe|joey|"
        "dave|mike|nick|tony|eddie|charlie|ted|toby|gus|hank|earl|ray|roy|ralph|ned|will|wade|"
        "brian|kevin|jason|ryan|eric|scott|greg|jeff|gary|larry|jerry|dennis|keith|craig|derek|"
        "tim|tomas|tomás|julian|julián|trevor|nigel|graham|colin|neil|stuart|edmund|silas|ezra|"
        "caleb|tobias|magnus|victor|"
        "vincent|rupert|sebastian|gabriel|dominic|elias|theo|finn|hector|abel|amos|angelo|"
        "bernard|cyrus|edgar|harold|howard|leon|lionel|milo|nathaniel|percy|rufus|virgil|"
        "wesley|teven|yann|cormac|declan|padraig",
        IN_WEST | NAME_MALE),
    ROW("alex|jordan|taylor|casey|morgan|jamie|robin|charlie "
        "jo|riley|quinn|avery|skyler|rowan|kim|lee|pat|chris|dana|ashton|reese|parker|river|"
        "sage|jules|drew|terry|leslie",
        IN_WEST),
};
const struct cue_table breakdown_given_names = {TOPIC_GIVEN_NAME, cues, COUNT_OF(cues)};
