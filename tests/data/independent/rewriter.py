"""Honest rewritings of Japanese identity data, and single slips.

Standard library only; every generator is deterministic by seed.

    honest_pairs(n, seed)  -> (structure, writing_a, writing_b)   addresses
    honest_names(n, seed)  -> (structure, writing_a, writing_b)   kanji names
    honest_kana(n, seed)   -> (structure, writing_a, writing_b)   readings
    honest_romaji(n, seed) -> (structure, writing_a, writing_b)   passport romaji
    honest_dates(n, seed)  -> (structure, writing_a, writing_b)   birth dates
    slips(n, seed)         -> (field, a, b)                       genuinely wrong
    described_slips(n, seed) -> (field, a, b, kind)               the same, with the kind of slip

Each structure carries the keys "rules_a" and "rules_b": the notation rules
that were applied on either side, so that a rule can be filtered out.
"""
import argparse
import random
import re
import unicodedata

# Facts: prefecture|county|municipality|ward|kind|town:postal code[=street],...
# kind: J town with chome; G Hokkaido grid; T block and house number, no chome;
#       B lot number; C chome and lot number; O lot number under an "oaza";
#       A oaza and aza; K Kyoto street; W chiwari; 甲 lots in series; イ iroha.
PLACES = """\
北海道||札幌市|北区|G|北二十四条西:0010024,北二十三条西:0010023,北十九条西:0010019,北十五条西:0010015,北二十七条西:0010027
北海道||札幌市|中央区|G|南十三条西:0640913,南十条西:0640810,南二十三条西:0640923,北十四条西:0600014,南一条東:0600051
北海道||札幌市|白石区|J|東札幌四条:0030004,栄通:0030021
北海道||旭川市||G|永山２条:0798412,永山５条:0798415,豊岡８条:0788238,豊岡１６条:0788246,春光台５条:0718145
北海道||帯広市||G|西六条北:0800036,西八条北:0800038,東四条北:0800824,西十三条南:0800023,西十六条南:0800026
北海道||函館市||T|柏木町:0420942,栄町:0400041,松陰町:0400003,大手町:0400064,若松町:0400063,万代町:0400075
北海道|河東郡|音更町||B|東音更:0800562,下士幌:0800272,音更:0800341,駒場:0800571,万年:0800344
北海道|余市郡|余市町||B|入舟町:0460011,栄町:0460001,登町:0460002
青森県||弘前市||O|宮地:0361341,小友:0383613,沢田:0361514,黒滝:0361502,高屋:0361312,十腰内:0361201
青森県|三戸郡|南部町||A|上名久井:0390501,下名久井:0390502,大向:0390103,小向:0390104,斗賀:0390611,福田:0390815
青森県|西津軽郡|鰺ヶ沢町||A|舞戸町:0382761,赤石町:0382731,長平町:0382712,建石町:0382702,浜町:0382741
岩手県||盛岡市||J|上田:0200066,大通:0200022,本町通:0200015,仙北:0200861,茶畑:0200822
岩手県||盛岡市||W|川目:0200812,根田茂:0200313,簗川:0200311
岩手県|岩手郡|岩手町||W|五日市:0284307,一方井:0284421,土川:0284423,子抱:0284304,江刈内:0284303
岩手県|九戸郡|洋野町||W|有家:0287905,中野:0287906,小子内:0287904,帯島:0288804,阿子木:0288803
岩手県|紫波郡|紫波町||A|日詰:0283305,桜町:0283307,平沢:0283308,升沢:0283442,二日町:0283304
宮城県||仙台市|青葉区|J|中央:9800021,本町:9800014,水の森:9810962,国見ケ丘:9893201,吉成:9893205,中山台:9893202
宮城県||仙台市|太白区|J|長町:9820011,長町南:9820012,泉崎:9820031,中田:9811104,西中田:9811105,東郡山:9820006
宮城県||仙台市|太白区|T|萩ケ丘:9820848,芦の口:9820824,二ツ沢:9820846,門前町:9820845,越路:9820842
宮城県||塩竈市||T|梅の宮:9850077,宮町:9850051,旭町:9850026,小松崎:9850072,月見ケ丘:9850066
宮城県|柴田郡|大河原町||A|堤:9891256,大巻:9891261,福田:9891259,新寺:9891257,沼:9891254
秋田県||秋田市||T|千秋矢留町:0100877,楢山南中町:0100022,手形山北町:0100842,手形山南町:0100845,川元むつみ町:0100934,泉一ノ坪:0100813
秋田県||由利本荘市||A|下大野:0150841,内黒瀬:0150022,久保田:0150302,宮内:0150043,芦川:0150034,高尾:0180844
秋田県|仙北郡|美郷町||A|六郷:0191404,中野:0191521,野中:0191402,飯詰:0191234,金沢:0191302
山形県||鶴岡市||A|上山添:9970346,下小中:9971134,上藤島:9997611,平田:9970008,福田:9970006,高坂:9970369
山形県||村山市||B|楯岡:9950025,湯沢:9950012,大久保:9950111,長善寺:9950201,名取:9950052
山形県|東田川郡|庄内町||A|吉岡:9997753,平岡:9997703,深川:9997767,狩川:9996601,田谷:9997748
福島県||会津若松市||A|一箕町八角:9650004,門田町年貢町:9650834,大戸町芦牧:9695147,神指町上神指:9650083,高野町柳川:9650078
福島県||郡山市||J|朝日:9638024,桑野:9638025,並木:9638026,菜根:9638862
福島県||田村市||A|船引町船引:9634312,常葉町常葉:9634602,大越町上大越:9634111,滝根町神俣:9633602,都路町古道:9634701
福島県|伊達郡|桑折町||A|万正寺:9691651,成田:9691652,下郡:9691662,北半田:9691642,南半田:9691641,伊達崎:9691663
茨城県||水戸市||B|大塚町:3114143,大場町:3111125,塩崎町:3111114,下入野町:3111123,川又町:3111112,栗崎町:3111133
茨城県||龍ケ崎市||B|佐貫町:3010033,高須町:3010026,長沖町:3010015,豊田町:3010024,板橋町:3010801,須藤堀町:3010014
茨城県|稲敷郡|阿見町||O|阿見:3000331,青宿:3000301,掛馬:3000304,実穀:3001153,若栗:3000333,荒川本郷:3001152
栃木県||宇都宮市||J|今泉:3210966,大通り:3200811,日の出:3200832,宮の内:3210131,下河原:3200824
栃木県||宇都宮市||B|滝谷町:3200847,簗瀬町:3210933,中島町:3210114,平松町:3210931,針ケ谷町:3210147,御幸ケ原町:3210982
栃木県|芳賀郡|益子町||O|益子:3214217,七井:3214106,塙:3214216,小泉:3214222,上大羽:3214212,下大羽:3214211
群馬県||前橋市||J|広瀬町:3710812,千代田町:3710022,文京町:3710801,元総社町:3710846,昭和町:3710034
群馬県||前橋市||B|女屋町:3792163,田口町:3710048,二之宮町:3792117,西大室町:3792104,鳥取町:3710131,粕川町膳:3710204
群馬県|吾妻郡|嬬恋村||O|大前:3771512,三原:3771526,今井:3771521,田代:3771614,干俣:3771528,門貝:3771527
群馬県|佐波郡|玉村町||O|上福島:3701104,下新田:3701132,角渕:3701124,斎田:3701131,樋越:3701103
埼玉県||さいたま市|大宮区|J|桜木町:3300854,高鼻町:3300803,大門町:3300846,宮町:3300802,仲町:3300845,浅間町:3300842
埼玉県||さいたま市|緑区|B|上野田:3360977,下野田:3360962,中野田:3360972,中尾:3360932,大崎:3360974,間宮:3360965
埼玉県||川越市||O|今福:3501151,的場:3501101,笠幡:3501175,平塚:3500814,吉田:3500807,山城:3501169
埼玉県|比企郡|小川町||O|青山:3550324,腰越:3550327,増尾:3550332,下里:3550323,高谷:3550311,高見:3550306
埼玉県|入間郡|三芳町||O|藤久保:3540041,上富:3540045,北永井:3540044,竹間沢:3540043
千葉県||千葉市|稲毛区|J|作草部:2630015,小仲台:2630043,稲毛東:2630031,千草台:2630013,黒砂台:2630041,黒砂:2630042
千葉県||千葉市|稲毛区|B|作草部町:2630014,小中台町:2630044,長沼原町:2630001,園生町:2630051,山王町:2630002,長沼町:2630005
千葉県||船橋市||B|二子町:2730034,前貝塚町:2730042,金堀町:2740054,小野田町:2740081,馬込町:2730851,三咲町:2740811
千葉県||鎌ケ谷市||J|新鎌ケ谷:2730107,東鎌ケ谷:2730104,南鎌ケ谷:2730106,東道野辺:2730115,道野辺本町:2730137,道野辺中央:2730113
千葉県||袖ケ浦市||B|横田:2990236,三黒:2990235,川原井:2990201,滝の口:2990226,蔵波:2990243,永地:2990232
千葉県|長生郡|長生村||B|七井土:2994333,一松丙:2994325,一松乙:2994326,一松甲:2994328,薮塚:2994334,本郷:2994345,岩沼:2994336
千葉県||市川市||J|八幡:2720021,行徳駅前:2720133,菅野:2720824,真間:2720826,国府台:2720827
東京都||千代田区||B|三番町:1020075,五番町:1020076,四番町:1020081,神田東紺屋町:1010034,神田松永町:1010023,二番町:1020084
東京都||千代田区||J|霞が関:1000013,一ツ橋:1000003,丸の内:1000005,九段北:1020073,神田駿河台:1010062
東京都||世田谷区||J|上用賀:1580098,上祖師谷:1570065,等々力:1580082,用賀:1580097,尾山台:1580086,梅丘:1540022,桜丘:1560054,桜新町:1540015
東京都||杉並区||J|上荻:1670043,堀ノ内:1660013,松ノ木:1660014,西荻北:1670042,西荻南:1670053,高円寺北:1660002,高円寺南:1660003
東京都||江戸川区||J|西葛西:1340088,中葛西:1340083,南葛西:1340085,東葛西:1340084,船堀:1340091
東京都||葛飾区||J|東金町:1250041,金町:1250042,水元:1250032,奥戸:1240022,柴又:1250052
東京都||八王子市||B|館町:1930944,川口町:1930801,犬目町:1930802,長房町:1930824,美山町:1920152
東京都||町田市||J|原町田:1940013,森野:1940022,中町:1940021,玉川学園:1940041,旭町:1940023
東京都||東村山市||J|本町:1890014,久米川町:1890003,秋津町:1890001,廻田町:1890025,栄町:1890013
東京都||武蔵村山市||J|学園:2080011,本町:2080004,大南:2080013,残堀:2080034
東京都|西多摩郡|瑞穂町||O|箱根ケ崎:1901221,石畑:1901211,殿ケ谷:1901212,長岡長谷部:1901231,駒形富士山:1901202
神奈川県||横浜市|保土ケ谷区|B|今井町:2400035,上菅田町:2400051,仏向町:2400044,新井町:2400053,川島町:2400045
神奈川県||横浜市|青葉区|J|あざみ野:2250011,美しが丘:2250002,たちばな台:2270046,藤が丘:2270043
神奈川県||川崎市|高津区|J|久本:2130011,末長:2130013
神奈川県||相模原市|緑区|B|青根:2520162,青野原:2520161,鳥屋:2520155,根小屋:2520153,寸沢嵐:2520188,佐野川:2520181
神奈川県||茅ヶ崎市||B|赤羽根:2530001,香川:2530082,堤:2530006,行谷:2530007
神奈川県|足柄下郡|箱根町||B|宮ノ下:2500404,湯本:2500311,仙石原:2500631,元箱根:2500522,強羅:2500408,芦之湯:2500523
神奈川県|足柄上郡|山北町||B|山北:2580113,川西:2580124,中川:2580201,谷ケ:2580115,平山:2580114
新潟県||新潟市|中央区|J|東大通:9500087,万代:9500088,弁天:9500901,笹口:9500911,米山:9500916
新潟県||新潟市|西蒲区|B|巻甲:9530041,巻乙:9530044,赤鏥:9530042,竹野町:9530023,稲島:9530027
新潟県||長岡市||J|城内町:9400061,東坂之上町:9400066,今朝白:9400033,坂之上町:9400065,千歳:9400082
新潟県||十日町市||B|川治:9480036,新座乙:9498612,北新田:9480041
新潟県|南魚沼郡|湯沢町||O|湯沢:9496101,神立:9496102,土樽:9496103,三国:9496212,三俣:9496211
富山県||富山市||B|水橋辻ケ堂:9393515,婦中町速星:9392706,上滝:9301312
富山県|中新川郡|上市町||B|若杉:9300314,法音寺:9300353,稗田:9300362,横法音寺:9300355,丸山:9300456
石川県||金沢市||J|本町:9200853,香林坊:9200961,片町:9200981,広坂:9200962,長町:9200865
石川県||七尾市||イ|石崎町:9260171,中島町浜田:9292241,田鶴浜町:9292121
石川県||野々市市||J|本町:9218815,押野:9218802,御経塚:9218801,粟田:9218823
福井県||福井市||J|大手:9100005,順化:9100023,春山:9100019,文京:9100017,学園:9100028
山梨県||甲府市||J|丸の内:4000031,北口:4000024,北新:4000005,朝日:4000025,塩部:4000026
山梨県|西八代郡|市川三郷町||B|市川大門:4093601,高田:4093606,黒沢:4093603,上野:4093612,楠甫:4093245
山梨県|南都留郡|山中湖村||B|山中:4010501,平野:4010502
長野県||大町市||O|大町:3980002,社:3980003,平:3980001,常盤:3980004,美麻:3999101
長野県||松本市||J|深志:3900815,中央:3900811,沢村:3900877,旭:3900802
長野県|下伊那郡|阿智村||B|駒場:3950303,智里:3950304,春日:3950301,伍和:3950302,清内路:3950401
岐阜県||岐阜市||J|加納栄町通:5008455,柳津町宮東:5016111,薮田南:5008384,六条南:5008358,鹿島町:5008323
岐阜県||郡上市||B|八幡町島谷:5014222,大和町剣:5014612,白鳥町白鳥:5015121,高鷲町大鷲:5015303,美並町白山:5014106
岐阜県||飛騨市||B|古川町壱之町:5094234,神岡町船津:5061161,宮川町林:5094423,河合町角川:5094301
岐阜県|不破郡|関ケ原町||O|関ケ原:5031501,今須:5031543,玉:5031545,野上:5031532,松尾:5031541
静岡県||静岡市|葵区|B|牛妻:4212106,足久保口組:4212124,羽鳥:4211215,産女:4211222,油山:4212123
静岡県||浜松市|中央区|B|元城町:4300946,和地町:4311115,舘山寺町:4311209,笠井町:4313107,有玉北町:4313121
静岡県||浜松市|天竜区|B|二俣町二俣:4313314,春野町気田:4370605,佐久間町中部:4313908,水窪町奥領家:4314101,龍山町大嶺:4313804
静岡県|榛原郡|吉田町||B|住吉:4210301,片岡:4210303,川尻:4210302,神戸:4210304,大幡:4210305
愛知県||名古屋市|昭和区|J|御器所:4660051,阿由知通:4660027,桜山町:4660044
愛知県||名古屋市|緑区|B|鳴海町:4580845,大高町:4598001,桶狭間:4580925,有松:4580924
愛知県||豊橋市||B|石巻本町:4411115,老津町:4413301,植田町:4418134,牟呂町:4418087,高師町:4400844
愛知県||蒲郡市||B|三谷町:4430021,形原町:4430104,西浦町:4430105,大塚町:4430013,竹谷町:4430046
愛知県|知多郡|東浦町||O|緒川:4702102,生路:4702104,藤江:4702105,石浜:4702103,森岡:4702101
三重県||四日市市||B|大治田:5100875,泊村:5100894,羽津:5100012
三重県||津市||B|大谷町:5140007,一身田町:5140114,河芸町上野:5100304,香良洲町:5140311,白山町川口:5152603
三重県|多気郡|明和町||O|斎宮:5150321,上村:5150322,明星:5150313,有爾中:5150316,池村:5150317
滋賀県||大津市||J|浜大津:5200047,月輪:5202152,一里山:5202153,瀬田:5202134,大江:5202141
滋賀県||近江八幡市||B|安土町常楽寺:5211351,安土町下豊浦:5211311,鷹飼町:5230891,中村町:5230894,北之庄町:5230806
滋賀県|犬上郡|多賀町||O|多賀:5220341,敏満寺:5220342,中川原:5220355,久徳:5220352,木曽:5220356
京都府||京都市|中京区|K|上本能寺前町:6040925=寺町通御池上る,御倉町:6048166=三条通烏丸西入,虎屋町:6048171=烏丸通御池下る,手洗水町:6048152=烏丸通蛸薬師下る
京都府||京都市|下京区|K|長刀鉾町:6008008=四条通烏丸東入,函谷鉾町:6008009=四条通烏丸西入,東塩小路町:6008216=烏丸通塩小路下る
京都府||京都市|左京区|B|岩倉上蔵町:6011124,下鴨宮河町:6060801,浄土寺東田町:6068411,吉田近衛町:6068315,一乗寺払殿町:6068184
京都府||宇治市||B|槇島町:6110041,五ケ庄:6110011,伊勢田町:6110043,木幡:6110002,小倉町:6110042
大阪府||大阪市|北区|J|天神橋:5300041,中津:5310071,梅田:5300001,曽根崎:5300057,堂島:5300003,豊崎:5310072
大阪府||大阪市|平野区|J|喜連:5470027,喜連西:5470026,加美東:5470002,長吉長原:5470016,瓜破:5470024
大阪府||堺市|北区|C|百舌鳥赤畑町:5918037,百舌鳥梅町:5918032,長曽根町:5918025,中百舌鳥町:5918023,東浅香山町:5918008
大阪府||高槻市||J|城北町:5690071,芥川町:5691123
大阪府|豊能郡|能勢町||B|宿野:5630341,栗栖:5630351,地黄:5630121,平通:5630356,倉垣:5630113
兵庫県||神戸市|須磨区|J|須磨浦通:6540055,離宮前町:6540065,桜木町:6540066,月見山本町:6540051,行幸町:6540052
兵庫県||西宮市||J|国見台:6691135,上甲子園:6638114,甲子園口:6638113,南甲子園:6638153
兵庫県||西宮市||T|甲子園九番町:6638179,甲子園二番町:6638172,甲子園六石町:6638164,上ケ原一番町:6620891,上ケ原二番町:6620892,産所町:6620978
兵庫県||姫路市||B|余部区上余部:6711262,四郷町明田:6710245,夢前町宮置:6712121,夢前町野畑:6712137,安富町塩野:6712422
兵庫県|美方郡|香美町||B|香住区香住:6696544,香住区若松:6696543,村岡区川会:6671366,村岡区入江:6671368,小代区新屋:6671532
奈良県||奈良市||B|七条東町:6308052,中ノ川町:6301124,不審ヶ辻子町:6308394,菩提山町:6302168,米谷町:6308402,下御門町:6308365
奈良県||大和郡山市||B|矢田町:6391058,小泉町:6391042,筒井町:6391123,城町:6391051,額田部北町:6391037
奈良県|高市郡|明日香村||O|岡:6340111,飛鳥:6340103,橘:6340142,野口:6340145,地ノ窪:6340136,川原:6340141
奈良県|吉野郡|十津川村||O|平谷:6371554,折立:6371443,小原:6371333,野尻:6371213,滝川:6371211
奈良県|吉野郡|下市町||O|下市:6380041,阿知賀:6380001,善城:6380003,広橋:6380015,新住:6380045
和歌山県||和歌山市||J|吹上:6408137,新中通:6408376,久保丁:6408225,島崎町:6408125,湊:6408404
和歌山県|東牟婁郡|那智勝浦町||O|勝浦:6495334,下里:6495142,湯川:6495336,市屋:6495339,狗子ノ川:6495313,浜ノ宮:6495314
鳥取県||鳥取市||B|国府町山崎:6800215,河原町小倉:6801245,気高町八幡:6890351,福部町高江:6890103,中大路:6891106
島根県||松江市||B|宍道町宍道:6990401,宍道町上来待:6990405,鹿島町北講武:6900804,大輪町:6900882,乃木福富町:6900046
島根県|隠岐郡|隠岐の島町||B|久見:6850305,今津:6850022,加茂:6850024,都万:6850104,布施:6850412
岡山県||岡山市|北区|J|奉還町:7000026,大供:7000913,岩井:7000046,津島福居:7000080,東島田町:7000983
岡山県||倉敷市||J|阿知:7100055,連島中央:7128014,浜町:7100062,児島味野:7110913,玉島:7138102
広島県||広島市|安佐南区|J|山本:7310137,祇園:7310138,緑井:7310103,西原:7310113,八木:7310101,上安:7310154
広島県||福山市||B|駅家町江良:7201141,新市町常:7293107,神辺町川北:7202123,鞆町鞆:7200201,加茂町粟根:7202416
広島県||廿日市市||J|桜尾:7380004,串戸:7380033,佐方:7380001
広島県|山県郡|北広島町||B|壬生:7311515,今田:7311535,中山:7311506,木次:7311524,川戸:7311501
山口県||下関市||B|豊浦町黒井:7596312,吉母:7596541,蓋井島:7596542,豊北町田耕:7595512,豊田町八道:7500414
徳島県||徳島市||T|佐古五番町:7700025,北佐古二番町:7700012,南佐古七番町:7700037,佐古三番町:7700023,佐古一番町:7700021
徳島県|板野郡|藍住町||A|東中富:7711224,富吉:7711232,徳命:7711212,住吉:7711267,矢上:7711253,奥野:7711202
香川県||高松市||B|檀紙町:7618041,一宮町:7618084,香西東町:7618013,鬼無町藤井:7618024,牟礼町大町:7610122,十川東町:7610434
香川県|小豆郡|小豆島町||甲|西村:7614434,草壁本町:7614432,苗羽:7614421,坂手:7614425,橘:7614405
愛媛県||松山市||J|一番町:7900001,三番町:7900003,千舟町:7900011,永木町:7900866,竹原:7900053
愛媛県||西条市||B|中野甲:7930054,古川乙:7930045,氷見乙:7930072,氷見戊:7930075,船屋甲:7930004,西泉乙:7930064
愛媛県||今治市||甲|別名:7940065,来島:7992122,旦:7991536,徳重:7940863,神宮:7940074
愛媛県|伊予郡|砥部町||B|宮内:7912121,麻生:7912114,大南:7912132,五本松:7912133,八倉:7912111
高知県||高知市||B|布師田:7815101,朝倉己:7808066,鏡小山:7813125,一宮南町:7818135,御畳瀬:7810261
高知県|高岡郡|四万十町||B|上岡:7860305,市ノ又:7860325,川ノ内:7860091,神ノ西:7860017,六反地:7860035
福岡県||福岡市|早良区|J|室見:8140015,百道浜:8140001,西新:8140002,藤崎:8140013,有田:8140033,原:8140022
福岡県||北九州市|小倉南区|J|石田南:8020836,重住:8020811,津田:8000242,湯川:8000257,葉山町:8020837,企救丘:8020981
福岡県||小郡市||B|小郡:8380141,三沢:8380106,大保:8380115,津古:8380102
福岡県||久留米市||B|北野町中川:8301101,田主丸町上原:8391221,草野町草野:8390835,三潴町玉満:8300112,城島町江上:8300213
福岡県|京都郡|苅田町||O|雨窪:8000366,提:8000364,南原:8000355,馬場:8000362
福岡県|田川郡|添田町||O|庄:8240601,添田:8240602,野田:8240604,落合:8240722,英彦山:8240721
佐賀県||佐賀市||O|久保泉町上和泉:8490902,兵庫町渕:8490913,大和町川上:8400214,富士町大串:8400533,川副町早津江:8402203
佐賀県|杵島郡|大町町||O|大町:8492101,福母:8492102
佐賀県|西松浦郡|有田町||甲|大野:8440013,南山:8440028,境野:8440016,桑古場:8440012
長崎県||長崎市||T|上野町:8528113,夫婦川町:8500016,銭座町:8500047,船大工町:8500904,中町:8500055
長崎県||大村市||J|桜馬場:8560812,植松:8560027
長崎県|東彼杵郡|波佐見町||B|折敷瀬郷:8593701,井石郷:8593711,宿郷:8593715,鬼木郷:8593713,中尾郷:8593712
熊本県||熊本市|中央区|J|帯山:8620924,大江:8620971,黒髪:8600862,新屋敷:8620975,坪井:8600863
熊本県||熊本市|南区|B|城南町塚原:8614226,富合町古閑:8614157,御幸笛田町:8614103,海路口町:8614124,城南町阿高:8614224
熊本県|阿蘇郡|南阿蘇村||O|河陽:8691404,久石:8691412,一関:8691504,長野:8691403,吉田:8691503
大分県||大分市||O|光吉:8701132,木田:8700311,常行:8700116,上戸次:8797764,丹川:8700317
大分県|玖珠郡|九重町||O|田野:8794911,湯坪:8794912,右田:8794801,菅原:8794724,町田:8794723
宮崎県||宮崎市||B|吉野:8802233,赤江:8800912,跡江:8802101,瓜生野:8800344,田野町甲:8891701
宮崎県|東臼杵郡|椎葉村||O|下福良:8831601,不土野:8831603,大河内:8830402,松尾:8831604
鹿児島県||鹿児島市||B|小野町:8911222,平川町:8910133,犬迫町:8911205,四元町:8992708,桜島松浦町:8911413
鹿児島県|大島郡|瀬戸内町||O|古志:8941852,諸鈍:8942141,薩川:8942402,芝:8942404,俵:8942323
沖縄県||那覇市||J|泉崎:9000021,牧志:9000013,久米:9000033,壺屋:9020065,松山:9000032,首里崎山町:9030814
沖縄県|中頭郡|読谷村||B|座喜味:9040301,楚辺:9040304,波平:9040322,都屋:9040305,長浜:9040324
沖縄県|国頭郡|今帰仁村||B|仲宗根:9050401,運天:9050403,今泊:9050428,崎山:9050422,湧川:9050412
宮城県|宮城郡|七ヶ浜町||A|松ヶ浜:9850812,菖蒲田浜:9850811,花渕浜:9850803,東宮浜:9850804
青森県|上北郡|六ヶ所村||A|尾駮:0393212,鷹架:0393213,倉内:0393215,平沼:0393214,出戸:0393211
神奈川県||横浜市|神奈川区|T|三ツ沢上町:2210856,三ツ沢中町:2210851,三ツ沢下町:2210852,三ツ沢南町:2210854,三ツ沢東町:2210853
埼玉県||鶴ヶ島市||O|三ツ木:3502217,太田ヶ谷:3502214,藤金:3502206,脚折:3502213,高倉:3502223
千葉県||柏市||B|松ケ崎:2770835,大室:2770813,逆井:2770042,増尾:2770033
神奈川県||藤沢市||J|江の島:2510036,片瀬:2510032,鵠沼海岸:2510037,湘南台:2520804
神奈川県||鎌倉市||J|由比ガ浜:2480014,材木座:2480013,腰越:2480033,稲村ガ崎:2480024,七里ガ浜:2480026
京都府||京都市|中京区|B|西ノ京東中合町:6048437,西ノ京円町:6048463,西ノ京職司町:6048381,壬生仙念町:6048854
長野県||塩尻市||O|広丘野村:3990702,宗賀:3996461,洗馬:3996462,片丘:3990071,柿沢:3990722
"""

WARDS = {
    "札幌市": "中央区 北区 東区 白石区 豊平区 南区 西区 厚別区 手稲区 清田区",
    "仙台市": "青葉区 宮城野区 若林区 太白区 泉区",
    "さいたま市": "西区 北区 大宮区 見沼区 中央区 桜区 浦和区 南区 緑区 岩槻区",
    "千葉市": "中央区 花見川区 稲毛区 若葉区 緑区 美浜区",
    "横浜市": "鶴見区 神奈川区 西区 中区 南区 保土ケ谷区 磯子区 金沢区 港北区 戸塚区 港南区 旭区 緑区 瀬谷区 栄区 泉区 青葉区 都筑区",
    "川崎市": "川崎区 幸区 中原区 高津区 多摩区 宮前区 麻生区",
    "相模原市": "緑区 中央区 南区",
    "新潟市": "北区 東区 中央区 江南区 秋葉区 南区 西区 西蒲区",
    "静岡市": "葵区 駿河区 清水区",
    "浜松市": "中央区 天竜区",
    "名古屋市": "千種区 東区 北区 西区 中村区 中区 昭和区 瑞穂区 熱田区 中川区 港区 南区 守山区 緑区 名東区 天白区",
    "京都市": "北区 上京区 左京区 中京区 東山区 下京区 南区 右京区 伏見区 山科区 西京区",
    "大阪市": "都島区 福島区 此花区 西区 港区 大正区 天王寺区 浪速区 西淀川区 東淀川区 東成区 生野区 旭区 城東区 阿倍野区 住吉区 東住吉区 西成区 淀川区 鶴見区 住之江区 平野区 北区 中央区",
    "堺市": "堺区 中区 東区 西区 南区 北区 美原区",
    "神戸市": "東灘区 灘区 兵庫区 長田区 須磨区 垂水区 北区 中央区 西区",
    "岡山市": "北区 中区 東区 南区",
    "広島市": "中区 東区 南区 西区 安佐南区 安佐北区 安芸区 佐伯区",
    "北九州市": "門司区 若松区 戸畑区 小倉北区 小倉南区 八幡東区 八幡西区",
    "福岡市": "東区 博多区 中央区 南区 西区 城南区 早良区",
    "熊本市": "中央区 東区 西区 南区 北区",
}
TOKYO = "千代田区 新宿区 文京区 台東区 墨田区 江東区 品川区 目黒区 大田区 世田谷区 渋谷区 中野区 杉並区 豊島区 荒川区 板橋区 練馬区 足立区 葛飾区 江戸川区".split()
SHARED_NAMES = {"南部町", "美郷町", "明和町", "小川町", "山北町"}
AZA = "前田 上野 中島 北原 南沢 向山 清水 荒屋敷 下川原 西畑 大谷地 松ノ木 沢田 桜ケ沢 宮ノ前 八幡前 新田 堂ノ下 日向 屋敷添 石名坂 広面 長沢 田中".split()

# Official old forms of the list of kanji for common use (new, old).
JOYO = dict(
    p.split(":")
    for p in (
        "沢:澤 浜:濱 竜:龍 桜:櫻 国:國 広:廣 栄:榮 円:圓 学:學 関:關 万:萬 台:臺 滝:瀧 豊:豐 "
        "宝:寶 条:條 蔵:藏 横:橫 緑:綠 駅:驛 仏:佛 与:與 恵:惠 真:眞 鉄:鐵 湾:灣 "
        "稲:稻 静:靜 黒:黑 斎:齋 麦:麥 奥:奧 楽:樂 来:來 会:會 寿:壽 塩:鹽 応:應 "
        "余:餘 芸:藝 糸:絲 払:拂 浄:淨 剣:劍 気:氣 徳:德 巌:巖 実:實 郎:郞 壱:壹 弐:貳 "
        "団:團 両:兩 当:當 将:將 総:總 経:經 戸:戶 児:兒 亀:龜 辺:邊 浅:淺 亜:亞 "
        "桧:檜 尭:堯 遥:遙 凛:凜 晃:晄 穣:穰 曽:曾 尽:盡 渓:溪 峡:峽 顕:顯 栃:櫔"
    ).split()
    if p.split(":")[0] not in "桧尭遥凛晃穣栃郎戸曽巌"
)
# Allowed in names only: second group of the name list and register forms.
NAME_ONLY = dict(
    p.split(":")
    for p in "遥:遙 凛:凜 晃:晄 曽:曾 桧:檜 弥:彌 槙:槇 高:髙 崎:﨑 島:嶋 富:冨 尭:堯 巌:巖 亘:亙 渕:淵 祢:禰 薮:藪 祐:祐 涼:凉 船:舩".split()
    if p[0] != p[2]
)
OLD_TO_NEW = {o: n for n, o in {**JOYO, **NAME_ONLY}.items()}
COMPAT = {}
for _cp in list(range(0xFA10, 0xFA6E)) + [0xF9DC, 0xF929, 0xF92C]:
    _d = unicodedata.normalize("NFC", chr(_cp))
    if len(_d) == 1 and _d != chr(_cp):
        COMPAT.setdefault(_d, chr(_cp))
RADICAL = {}
for _cp in range(0x2F00, 0x2FD6):
    _d = unicodedata.normalize("NFKC", chr(_cp))
    if len(_d) == 1:
        RADICAL[_d] = chr(_cp)
IVS = {c: ("\U000e0100", "\U000e0101") for c in "葛辻榊邉邊樋芦鶴"}
DASHES = "-‐‑−ー－–—―ｰ"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
DIGIT = "〇一二三四五六七八九"
HALF_KANA = {}
for _cp in range(0xFF65, 0xFFA0):
    HALF_KANA[unicodedata.normalize("NFKC", chr(_cp))] = chr(_cp)
for _k in "カキクケコサシスセソタチツテトハヒフヘホウ":
    _v = unicodedata.normalize("NFC", _k + "\u3099")
    HALF_KANA[_v] = HALF_KANA[_k] + "ﾞ"
for _k in "ハヒフヘホ":
    HALF_KANA[unicodedata.normalize("NFC", _k + "\u309a")] = HALF_KANA[_k] + "ﾟ"


def is_kanji(c):
    return "\u4e00" <= c <= "\u9fff" or c in "々〆"


def half_kana(s):
    return "".join(HALF_KANA.get(c, c) if "\u30a1" <= c <= "\u30fc" else c for c in s)


def wide(s):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s)


def kanji_number(n):
    """123 -> 百二十三."""
    out = ""
    if n >= 10000:
        return kanji_number(n // 10000) + "万" + kanji_number(n % 10000)
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        d, n = divmod(n, unit)
        if d:
            out += ("" if d == 1 else DIGIT[d]) + name
    return out + (DIGIT[n] if n else "")


def positional(n):
    return "".join(DIGIT[int(c)] for c in str(n))


def load_places():
    out = []
    for line in PLACES.strip().split("\n"):
        pref, county, city, ward, kind, towns = line.split("|")
        rows = []
        for t in towns.split(","):
            name, _, rest = t.partition(":")
            code, _, street = rest.partition("=")
            rows.append((unicodedata.normalize("NFKC", name) if kind == "G" else name, code, street))
        out.append((pref, county, city, ward, kind, rows))
    return out


PLACE_ROWS = load_places()
BUILDINGS = (
    "メゾン豊玉|コーポ春日|第二青木荘|第三沢田荘|リバーサイド本町|サンハイツⅡ|ABCハイツ|グリーンハイツ|パークヒル南|レジデンス白樺|"
    "ハイムKT|コーポラス桜|市営住宅|みどり荘|エステートM|シャトー花園|ヴィラ若葉|プレジール中央|Sunny Court|ロイヤルコート広小路"
).split("|")


def address(rng, kind=None):
    """A random structured address."""
    rows = [r for r in PLACE_ROWS if kind is None or r[4] == kind]
    pref, county, city, ward, k, towns = rng.choice(rows)
    town, code, street = rng.choice(towns)
    s = dict(prefecture=pref, county=county, city=city, ward=ward, kind=k, town=town, postal=code,
             street=street, aza="", series="", building="", wing="", room="")
    small = lambda top: rng.randint(1, top)
    if k in "JG":
        s["numbers"] = [small(8 if k == "J" else 14), small(40), small(45)]
    elif k == "T":
        s["numbers"] = [small(40), small(45)]
    elif k == "C":
        s["numbers"] = [small(6), small(320)] + ([small(20)] if rng.random() < 0.6 else [])
    elif k == "W":
        s["numbers"] = [small(60), small(300)] + ([small(15)] if rng.random() < 0.5 else [])
    else:
        s["numbers"] = [small(rng.choice([60, 900, 3500]))] + ([small(rng.choice([9, 30]))] if rng.random() < 0.65 else [])
    if k == "A":
        s["aza"] = rng.choice(AZA)
    if k == "甲":
        s["series"] = rng.choice("甲甲乙丙")
    if k == "イ":
        s["series"] = rng.choice("イロハニホヘトリヌ") + "部"
    if k != "W" and rng.random() < 0.4:
        s["building"] = rng.choice(BUILDINGS)
        s["room"] = str(rng.choice([small(9) * 100 + small(12), small(14) * 100 + small(9), small(9)]))
        if s["building"] in ("グリーンハイツ", "市営住宅") and rng.random() < 0.7:
            s["wing"] = str(small(6))
    return s


def swap_kanji(rng, text, table, p, rules, tag):
    both = {**table, **{o: n for n, o in table.items()}}
    out = ""
    for c in text:
        if c in both and rng.random() < p:
            out += both[c]
            rules.append(tag)
        else:
            out += c
    return out


def write_place(rng, text, rules, town=True):
    """Spelling rules of place names, each applied independently."""
    out = ""
    for i, c in enumerate(text):
        prev, nxt = text[i - 1 : i], text[i + 1 : i + 2]
        between = bool(prev and nxt and is_kanji(prev) and is_kanji(nxt))
        if c in "ケヶがガ" and between and rng.random() < 0.5:
            c2 = rng.choice("ガヶケが" if c == "ガ" else "ケヶケヶがヶｹ" if town else "ケヶｹ")
            if c2 != c:
                rules.append("ke_ga")
            c = c2
        elif town and c in "ノの之" and between and rng.random() < 0.35:
            c2 = rng.choice("ノの之")
            if c2 != c:
                rules.append("no")
            c = c2
        elif town and c in "ツッ" and between and rng.random() < 0.4:
            c2 = rng.choice("ツッつ")
            if c2 != c:
                rules.append("tsu")
            c = c2
        out += c
    out = swap_kanji(rng, out, JOYO, 0.12 if town else 0.04, rules, "old_kanji")
    if rng.random() < 0.05:
        new = "".join(COMPAT.get(c, c) for c in out)
        if new != out:
            rules.append("compatibility_ideograph")
        out = new
    if rng.random() < 0.03:
        new = "".join(RADICAL.get(c, c) if rng.random() < 0.5 and c not in DIGIT + "十" else c for c in out)
        if new != out:
            rules.append("radical")
        out = new
    return out


def number_town(rng, text, rules):
    """Numerals inside grid names (北二十四条) and 番町 names."""
    def one(m):
        raw = m.group(1)
        n = int(raw) if raw.isdigit() else parse_kanji(raw)
        style = rng.choice(["keep", "arabic", "full", "kanji"])
        if style == "keep":
            return m.group(0)
        rules.append("town_numeral")
        return {"arabic": str(n), "full": str(n).translate(FULL), "kanji": kanji_number(n)}[style] + m.group(2)
    return re.sub("([0-9]+|[一二三四五六七八九十]+)(条|番町)", one, text)


def parse_kanji(t):
    if "十" in t:
        a, b = t.split("十")
        return (DIGIT.index(a) if a else 1) * 10 + (DIGIT.index(b) if b else 0)
    return DIGIT.index(t)


def write_lot(rng, s, rules, style=None):
    k, nums = s["kind"], s["numbers"]
    last = (s["aza"] or s["town"])[-1]
    safe_kanji = last not in DIGIT + "十百千万"
    if style is None:
        style = rng.choice({
            "J": ["full", "full", "full", "noend", "chome_hyphen", "hyphen", "hyphen", "hyphen", "no", "banchi_go"],
            "G": ["full", "full", "noend", "chome_hyphen", "hyphen"],
            "T": ["full", "full", "noend", "hyphen", "hyphen", "no"],
            "C": ["full", "full", "chome_hyphen", "hyphen"],
            "W": ["full", "full", "no_dai", "chome_hyphen", "hyphen"],
        }.get(k, ["full", "full", "banchi_no", "hyphen", "hyphen", "no", "ban"]))
    digits = rng.choice(["half"] * 6 + ["full"] * 3 + ["kanji"] * 2 + ["positional"])
    worded = style in ("full", "noend", "banchi_no", "no", "banchi_go", "no_dai")
    if digits in ("kanji", "positional") and not (worded and safe_kanji):
        digits = "half"
    pad = rng.random() < 0.02 and digits in ("half", "full")
    fmt = {
        "half": lambda n: (f"{n:02d}" if pad else str(n)),
        "full": lambda n: (f"{n:02d}" if pad else str(n)).translate(FULL),
        "kanji": kanji_number,
        "positional": positional,
    }[digits]
    rules += ["lot_" + style, "digits_" + digits] + (["zero_padding"] if pad else [])
    chome_fmt = kanji_number if (digits in ("half", "full") and style in ("full", "noend", "chome_hyphen") and safe_kanji
                                 and rng.random() < 0.5) else fmt
    head = s["series"]
    v = [fmt(n) for n in nums]
    dash = rng.choice(DASHES if digits != "full" else "－－−ー-‐")
    if dash != "-":
        rules.append("dash_%04X" % ord(dash))
    sep = rng.choice("ののノ")
    if style == "hyphen":
        return head + dash.join(v)
    if style == "no":
        return head + sep.join(v)
    if style == "slip":
        return head + "-".join(str(n) for n in nums)
    c = chome_fmt(nums[0])
    if k in "JG":
        return {"full": f"{c}丁目{v[1]}番{v[2]}号", "noend": f"{c}丁目{v[1]}番{v[2]}",
                "chome_hyphen": f"{c}丁目{v[1]}{dash}{v[2]}", "banchi_go": f"{c}丁目{v[1]}番地{v[2]}号"}[style]
    if k == "T":
        return {"full": f"{v[0]}番{v[1]}号", "noend": f"{v[0]}番{v[1]}"}[style]
    if k in "CW":
        tail = dash.join(v[1:]) if style == "chome_hyphen" else v[1] + "番地" + "".join(v[2:])
        unit = "丁" if k == "C" else "地割"
        dai = "第" if k == "W" and style != "no_dai" else ""
        return dai + (c if k == "C" else v[0]) + unit + tail
    if style == "ban" and len(v) > 1:
        return f"{head}{v[0]}番{v[1]}"
    if style == "banchi_no" and len(v) > 1:
        return f"{head}{v[0]}番地{sep}{v[1]}"
    return head + v[0] + "番地" + "".join(v[1:])


def write_building(rng, s, rules):
    name = s["building"]
    if name[:2] in ("第二", "第三") and rng.random() < 0.4:
        name = "第" + rng.choice(["２３", "23"])["二三".index(name[1])] + name[2:]
        rules.append("building_numeral")
    r = rng.random()
    if r < 0.15:
        name = half_kana(name)
        rules.append("building_half_kana")
    if rng.random() < 0.2:
        new = wide(name)
        if new != name:
            rules.append("building_wide_latin")
        name = new
    if "Ⅱ" in name and rng.random() < 0.4:
        name = name.replace("Ⅱ", "II")
        rules.append("building_roman_numeral")
    name = swap_kanji(rng, name, JOYO, 0.08, rules, "building_old_kanji")
    num = (lambda x: x.translate(FULL)) if rng.random() < 0.25 else (lambda x: x)
    wing = num(s["wing"]) + "棟" if s["wing"] else ""
    form = rng.choice(["号室", "号室", "号", "", "", "-", "#"])
    rules.append("room_" + {"号室": "goshitsu", "号": "go", "": "bare", "-": "dash", "#": "hash"}[form])
    room = num(s["room"])
    sp = rng.choice(["", " ", "　"])
    if wing:
        return name + rng.choice(["", " "]) + wing + rng.choice(["", " "]) + room + (form if form in ("号室", "号") else "")
    if form in "-#" and form:
        return name + (" " if form == "#" and rng.random() < 0.5 else "") + form + room
    if form == "" and sp == "" and re.search("[0-9０-９IⅡＩ]$", name):
        sp = " "
    return name + sp + room + form


def write_address(rng, s, keep_building=None, keep_prefecture=None, lot_style=None, keep_room=True):
    """One writing of a structure; returns (text, rules applied)."""
    rules = []
    parts = []
    drop_pref = rng.random() < 0.2 and not keep_prefecture
    drop_county = bool(s["county"]) and rng.random() < 0.25
    if drop_pref and drop_county and s["city"] in SHARED_NAMES:
        drop_county = False
    if drop_pref and s["city"] in SHARED_NAMES and not s["county"]:
        drop_pref = False
    if drop_pref:
        rules.append("prefecture_omitted")
    else:
        parts.append(s["prefecture"])
    if drop_county:
        rules.append("county_omitted")
    else:
        parts.append(s["county"])
    parts.append(write_place(rng, s["city"], rules, town=False))
    parts.append(write_place(rng, s["ward"], rules, town=False))
    if s["street"]:
        if rng.random() < 0.5:
            rules.append("street_omitted")
        else:
            st = s["street"]
            st = re.sub("([東西])入$", lambda m: m.group(1) + rng.choice(["入", "入る", "入ル"]), st)
            st = re.sub("([上下])る$", lambda m: m.group(1) + rng.choice(["る", "ル", "る"]), st)
            parts.append(st)
    town = number_town(rng, write_place(rng, s["town"], rules), rules)
    if s["kind"] == "O" or (s["kind"] == "A" and s["county"]):
        if rng.random() < 0.5:
            town = re.sub("^((?:.+町)?)(?=.)", r"\1大字", town, count=1) if s["kind"] == "O" and re.match(".+町.", town) else "大字" + town
        else:
            rules.append("oaza_word_omitted")
    if s["aza"]:
        aza = write_place(rng, s["aza"], rules)
        if rng.random() < 0.6:
            aza = "字" + aza
        else:
            rules.append("aza_word_omitted")
        town += aza
    parts.append(town)
    lot = write_lot(rng, s, rules, lot_style)
    parts.append(lot)
    if s["building"]:
        keep = keep_building if keep_building is not None else rng.random() < 0.6
        if not keep:
            rules.append("building_omitted")
        else:
            b = write_building(rng, s, rules)
            if not re.search("[号地]$", lot) or re.match("[A-Za-zＡ-Ｚａ-ｚ0-9０-９]", b):
                b = rng.choice([" ", "　"]) + b
            parts.append(b)
    mode = rng.random()
    text = ""
    for p in [p for p in parts if p]:
        if text and mode < 0.35 and rng.random() < 0.6 and p[0] not in " 　":
            text += rng.choice([" ", "　"])
            if "spaces" not in rules:
                rules.append("spaces")
        text += p
    if rng.random() < 0.1:
        z = rng.choice([s["postal"][:3] + "-" + s["postal"][3:], s["postal"][:3] + "−" + s["postal"][3:]])
        z = "〒" + (wide(z) if rng.random() < 0.3 else z)
        text = z + rng.choice([" ", "　", ""]) + text
        rules.append("postal_code")
    return text, rules


def honest_pairs(n, seed):
    rng = random.Random(f"address-{seed}")
    made = 0
    while made < n:
        s = address(rng)
        if s["kind"] == "J" and s["building"] and not s["wing"] and rng.random() < 0.15:
            # the room directly after the house number, without the name of the building
            a, ra = write_address(rng, s, keep_building=True)
            b, rb = write_address(rng, dict(s, building=""), lot_style=rng.choice(["hyphen", "full"]))
            b += "-" + s["room"] if "lot_hyphen" in rb else rng.choice(["", " "]) + s["room"] + "号室"
            rb.append("room_without_building")
            if rng.random() < 0.5:
                a, ra, b, rb = b, rb, a, ra
        else:
            a, ra = write_address(rng, s)
            b, rb = write_address(rng, s)
        if a == b:
            continue
        made += 1
        yield dict(s, rules_a=ra, rules_b=rb), a, b


# ---------------------------------------------------------------- names
SURNAMES = (
    "高橋 渡辺 斎藤 沢田 浜田 桜井 広瀬 栄田 国分 関口 滝沢 豊島 宝田 条川 蔵本 横山 恵川 真田 稲垣 静野 黒田 "
    "奥寺 会田 寿田 塩谷 応地 徳永 実川 浅井 亀山 山崎 宮崎 中島 富田 船越 葛城 辻 榊原 佐々木 野々村 神田 福島 塚本 "
    "海野 都築 飯島 猪俣 鶴田 芦川 樋口 鬼ヶ原 鍋ヶ谷 竜野 円谷 万代 楽田 来栖 児玉 槙野 薮内 川田 石川 青木 大西 "
    "小林 山田 木村 森 林 原 岡"
).split()
GIVEN = (
    "健一 太郎 恵子 真理 寿希 実 桜 遥 凛 晃 弥生 奈々 菜々子 寿々 礼子 祥子 隆 靖 勉 晴香 渚 朗 涼 翔 蓮 結衣 拓海 "
    "陽菜 マリア ジュリ さくら じゅん 静香 広美 国男 竜也 栄一 徳子 佑 栄治 豊 学 浩二 美里 純 千夏 一馬 巌 顕 緑 "
    "静 諸羽 益男 精一 逸平 亘 大地"
).split()


def write_name(rng, fam, giv):
    rules = []
    out = []
    for w in (fam, giv):
        t = ""
        for i, c in enumerate(w):
            if c == "々" and rng.random() < 0.35:
                c = w[i - 1]
                rules.append("iteration_mark")
            elif c in "ヶケ" and i and rng.random() < 0.5:
                c = rng.choice("ヶケｹ")
                rules.append("ke")
            t += c
        t = swap_kanji(rng, t, JOYO, 0.3, rules, "old_kanji")
        t = swap_kanji(rng, t, NAME_ONLY, 0.35, rules, "name_form")
        if "辺" in t and rng.random() < 0.3:
            t = t.replace("辺", rng.choice("邊邉"))
            rules.append("name_form")
        if rng.random() < 0.15:
            new = "".join(COMPAT.get(c, c) for c in t)
            if new != t:
                rules.append("compatibility_ideograph")
            t = new
        if rng.random() < 0.3:
            new = "".join(c + rng.choice(IVS[c]) if c in IVS else c for c in t)
            if new != t:
                rules.append("ivs")
            t = new
        if rng.random() < 0.05:
            new = "".join(RADICAL.get(c, c) for c in t)
            if new != t:
                rules.append("radical")
            t = new
        if rng.random() < 0.2:
            new = half_kana(t) if re.fullmatch("[ァ-ヶー]+", t) else t
            if new != t:
                rules.append("half_kana")
            t = new
        if rng.random() < 0.15:
            new = unicodedata.normalize("NFD", t) if re.fullmatch("[ぁ-んァ-ヶー]+", t) else t
            if new != t:
                rules.append("nfd")
            t = new
        out.append(t)
    sp = rng.choice(["", "", " ", "　", "　", "  "])
    if sp:
        rules.append("space")
    text = sp.join(out)
    if rng.random() < 0.03:
        text = rng.choice([" " + text, text + "　"])
        rules.append("outer_space")
    return text, rules


def honest_names(n, seed):
    rng = random.Random(f"name-{seed}")
    made = 0
    while made < n:
        fam, giv = rng.choice(SURNAMES), rng.choice(GIVEN)
        (a, ra), (b, rb) = write_name(rng, fam, giv), write_name(rng, fam, giv)
        if a == b or (a.split() == b.split() or "".join(a.split()) == "".join(b.split())) and rng.random() < 0.75:
            continue
        made += 1
        yield dict(family=fam, given=giv, rules_a=ra, rules_b=rb), a, b


# ------------------------------------------------------- readings, romaji
# ":" stands before the second half of a long vowel, "|" between kanji readings
# that must not be read as one long vowel.
FAMILY_READINGS = (
    "サト:ウ スズキ タカハシ タナカ ワタナベ イト:ウ ナカムラ コバヤシ ヤマモト カト:ウ ヨシダ サイト:ウ コ:ウノ オ:オノ "
    "オ:オタ オ:オツカ ホンマ サンペイ ハットリ ホッタ ニッタ フジイ ゴト:ウ クド:ウ シンド:ウ ナンバ カンバラ ホンダ カンノ "
    "コンノ ミズシマ チバ ツチダ シミズ ミウラ エンド:ウ モ:ウリ キョ:ウゴク リュ:ウザキ チュ:ウジョ:ウ ジンボ ウエダ オグラ "
    "コ:ウチ ナカジマ フジワラ イシカワ ツジ ショ:ウジ ジョ:ウノ キムラ ハヤシ モリ"
).split()
GIVEN_READINGS = (
    "タロ:ウ ケンイチ ジュンイチ シンイチロ:ウ ショ:ウタ リョ:ウコ キョ:ウコ ユ:ウコ ユ:ウタ リュ:ウジ シュ:ウヘイ コ:ウヘイ "
    "ジュンヤ ハナコ ミサキ カオリ チズル シズエ ミズキ ユキ ヒロシ ケイコ メグミ ナナミ サクラ ソ:ウタ ユイ アオイ レン ハルト "
    "カズコ エミ マサル テッペイ イッペイ リッカ ホノカ タイチ ヨ:ウスケ ト:ウコ レイ ジュンコ チヒロ ツバサ フミ ワタル ジョ:ウジ "
    "リョ:ウ シュン ケンヤ シンヤ ジュンペイ"
).split()
SMALL = str.maketrans("ァィゥェォャュョッ", "アイウエオヤユヨツ")


def to_hiragana(s):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in s)


def plain(r):
    return r.replace(":", "").replace("|", "")


def write_kana(rng, fam, giv):
    rules = []
    words = []
    for w in (fam, giv):
        if ":" in w and rng.random() < 0.3:
            w = re.sub(":.", lambda m: "ー" if rng.random() < 0.8 else m.group(0), w)
            if "ー" in w:
                rules.append("long_mark")
        words.append(plain(w))
    if rng.random() < 0.15:
        new = [re.sub("(?<=[カシチミイ])ズ|(?<=フ)ジ", lambda m: {"ズ": "ヅ", "ジ": "ヂ"}[m.group(0)], w) for w in words]
        if new != words:
            rules.append("di_du")
        words = new
    if words[1] == "カオリ" and rng.random() < 0.3:
        words[1] = "カヲリ"
        rules.append("wo")
    if words[1] == "シズエ" and rng.random() < 0.3:
        words[1] = "シズヱ"
        rules.append("we")
    if rng.random() < 0.2:
        new = [w.translate(SMALL) for w in words]
        if new != words:
            rules.append("large_kana")
        words = new
    if rng.random() < 0.12:
        words.reverse()
        rules.append("order")
        sep = rng.choice([" ", "　"])
    else:
        sep = rng.choice(["", " ", "　", "・"])
    text = sep.join(words)
    script = rng.choice(["kata"] * 5 + ["half"] * 3 + ["hira"] * 2)
    if script == "half":
        text = half_kana(text).replace("・", "･").replace("　", " ")
        rules.append("half_kana")
    elif script == "hira":
        text = to_hiragana(text)
        rules.append("hiragana")
    if script != "half" and "ー" in text and rng.random() < 0.15:
        text = text.replace("ー", rng.choice("-‐−―"))
        rules.append("dash_for_long_mark")
    if script != "half" and rng.random() < 0.08:
        new = unicodedata.normalize("NFD", text)
        if new != text:
            rules.append("nfd")
        text = new
    return text, rules


def honest_kana(n, seed):
    rng = random.Random(f"kana-{seed}")
    made = 0
    while made < n:
        fam, giv = rng.choice(FAMILY_READINGS), rng.choice(GIVEN_READINGS)
        (a, ra), (b, rb) = write_kana(rng, fam, giv), write_kana(rng, fam, giv)
        if a == b or ("order" in ra and "order" in rb and a.replace(" ", "") == b):
            continue
        made += 1
        yield dict(family=fam, given=giv, rules_a=ra, rules_b=rb), a, b


BASE = {}
for _row, _cs in (("アイウエオ", ""), ("カキクケコ", "K"), ("サシスセソ", "S"), ("タチツテト", "T"), ("ナニヌネノ", "N"),
                  ("ハヒフヘホ", "H"), ("マミムメモ", "M"), ("ラリルレロ", "R"), ("ガギグゲゴ", "G"), ("ザジズゼゾ", "Z"),
                  ("ダヂヅデド", "D"), ("バビブベボ", "B"), ("パピプペポ", "P")):
    for _k, _v in zip(_row, "AIUEO"):
        BASE[_k] = _cs + _v
BASE.update({"ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ワ": "WA", "ヲ": "O", "シ": "SHI", "チ": "CHI", "ツ": "TSU", "フ": "FU",
             "ジ": "JI", "ヂ": "JI", "ヅ": "ZU"})
KUNREI = {"シ": "SI", "チ": "TI", "ツ": "TU", "フ": "HU", "ジ": "ZI"}


def romanise(rng, reading, rules, plain_only=False):
    """Passport Hepburn with its allowed and popular options."""
    pick = (lambda p: False) if plain_only else (lambda p: rng.random() < p)
    kunrei = pick(0.06)
    if kunrei:
        rules.append("kunrei")
    jy = pick(0.05)
    out = ""
    i = 0
    r = reading.replace("|", "")
    while i < len(r):
        c = r[i]
        if c == ":":
            length = "none"
            if not plain_only:
                length = rng.choice(["none", "none", "none", "letter", "h", "macron", "circumflex"])
            v = out[-1]
            nxt = r[i + 2 : i + 3]
            if length == "h" and (v != "O" or nxt in tuple("アイウエオヤユヨ")):
                length = "letter"
            if length == "letter":
                out += r[i + 1] == "オ" and "O" or "U"
            elif length == "h":
                out += "H"
            elif length == "macron":
                out = out[:-1] + {"O": "Ō", "U": "Ū"}[v]
            elif length == "circumflex":
                out = out[:-1] + {"O": "Ô", "U": "Û"}[v]
            if length != "none":
                rules.append("long_" + length)
            i += 2
            continue
        if c == "ン":
            nxt = r[i + 1 : i + 2]
            if nxt and nxt in "バビブベボマミムメモパピプペポ":
                m = "N" if pick(0.4) else "M"
                if m == "N":
                    rules.append("n_before_bmp")
                out += m
            else:
                out += "N"
                if nxt and nxt in "アイウエオヤユヨ" and pick(0.25):
                    out += rng.choice("''’-")
                    rules.append("n_apostrophe")
            i += 1
            continue
        if c == "ッ":
            syll = mora(r, i + 1, kunrei, jy, rules)[0]
            if syll.startswith("CH"):
                if pick(0.3):
                    out += "C"
                    rules.append("cch")
                else:
                    out += "T"
            else:
                out += syll[0]
            i += 1
            continue
        syll, used = mora(r, i, kunrei, jy, rules)
        out += syll
        i += used
    return out


def mora(r, i, kunrei, jy, rules):
    c, n = r[i], r[i + 1 : i + 2]
    if n and n in "ャュョ":
        v = {"ャ": "A", "ュ": "U", "ョ": "O"}[n]
        if c in "シチジ" and kunrei:
            return {"シ": "SY", "チ": "TY", "ジ": "ZY"}[c] + v, 2
        if c in "シチジ":
            y = "Y" if c == "ジ" and jy else ""
            if y:
                rules.append("jy")
            return {"シ": "SH", "チ": "CH", "ジ": "J"}[c] + y + v, 2
        return BASE[c][:-1] + "Y" + v, 2
    return (KUNREI.get(c) if kunrei else None) or BASE[c], 1


def write_romaji(rng, fam, giv):
    rules = []
    f, g = romanise(rng, fam, rules), romanise(rng, giv, rules)
    mode = rng.choice(["plain"] * 6 + ["order"] * 2 + ["comma", "joined", "mrz", "mrz"])
    if mode == "mrz":
        f, g = (re.sub("[^A-Z]", "", unicodedata.normalize("NFD", x)) for x in (f, g))
        text = f + "<<" + g + "<" * rng.choice([0, 0, 5, 20])
        rules = [r for r in rules if r not in ("long_macron", "long_circumflex", "n_apostrophe")]
        rules.append("mrz")
        return text, rules
    case = rng.choice(["upper", "upper", "title", "family_upper", "lower"])
    cap = lambda x: x[0].upper() + x[1:].lower()
    if case == "title":
        f, g = cap(f), cap(g)
    elif case == "family_upper":
        g = cap(g)
    elif case == "lower":
        f, g = f.lower(), g.lower()
    if case != "upper":
        rules.append("case_" + case)
    if mode == "order":
        text = g + " " + f
        rules.append("order")
    elif mode == "comma":
        text = f + rng.choice([", ", ","]) + g
        rules.append("comma")
    elif mode == "joined" and not (f[-1] in "Hh" and g[0] in "AIUEOaiueo"):
        text = f + g
        rules.append("joined")
    else:
        text = f + rng.choice([" ", " ", "  ", "　"]) + g
    if rng.random() < 0.08:
        text = wide(text)
        rules.append("full_width")
    if rng.random() < 0.1 and re.search("[ŌŪÔÛōūôû]", text):
        text = unicodedata.normalize("NFD", text)
        rules.append("nfd")
    return text, rules


def honest_romaji(n, seed):
    rng = random.Random(f"romaji-{seed}")
    made = 0
    while made < n:
        fam, giv = rng.choice(FAMILY_READINGS), rng.choice(GIVEN_READINGS)
        (a, ra), (b, rb) = write_romaji(rng, fam, giv), write_romaji(rng, fam, giv)
        if a == b or {"joined", "order"} <= set(ra + rb):
            continue
        made += 1
        yield dict(family=fam, given=giv, rules_a=ra, rules_b=rb), a, b


# ---------------------------------------------------------------- dates
ERAS = (("令和", "R", "令", "㋿", 2019, (2019, 5, 1)), ("平成", "H", "平", "㍻", 1989, (1989, 1, 8)),
        ("昭和", "S", "昭", "㍼", 1926, (1926, 12, 25)), ("大正", "T", "大", "㍽", 1912, (1912, 7, 30)),
        ("明治", "M", "明", "㍾", 1868, (1873, 1, 1)))
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def random_date(rng):
    if rng.random() < 0.15:
        return rng.choice([(1989, 1, 7), (1989, 1, 8), (2019, 4, 30), (2019, 5, 1), (1926, 12, 24), (1926, 12, 25), (1912, 7, 30),
                           (1912, 7, 29), (1989, 12, 31), (2000, 2, 29), (1996, 2, 29), (1972, 2, 29), (1926, 12, 31), (2004, 2, 29),
                           (1900, 1, 1), (1912, 12, 31), (1990, 1, 1), (2020, 2, 29), (2019, 12, 31), (1898, 3, 9)])
    lo, hi = rng.choice([(1898, 1911), (1913, 1925), (1927, 1988), (1927, 1988), (1990, 2018), (1990, 2018), (2020, 2026)])
    y, m = rng.randint(lo, hi), rng.randint(1, 12)
    return (y, m if y < 2026 else rng.randint(1, 6), rng.randint(1, 28 if m == 2 or y == 2026 else 30))


def era_of(d):
    return next(e for e in ERAS if d >= e[5])


def write_date(rng, d):
    y, m, day = d
    e = era_of(d)
    n = y - e[4] + 1
    r = rng.choice(["iso", "slash", "dot", "ja", "ja", "ja_pad", "era", "era", "era", "era_gan", "era_pad", "letter_dot", "letter_any", "short_kanji",
                    "square", "kanji", "kanji", "kanji_greg", "both", "both_rev", "born", "passport", "mrz", "compact", "space", "era_space"])
    rules = [r]
    year = "元" if n == 1 and rng.random() < 0.7 else str(n)
    t = {
        "iso": f"{y}-{m:02d}-{day:02d}", "slash": rng.choice([f"{y}/{m}/{day}", f"{y}/{m:02d}/{day:02d}"]),
        "dot": rng.choice([f"{y}.{m}.{day}", f"{y}.{m:02d}.{day:02d}"]), "ja": f"{y}年{m}月{day}日", "ja_pad": f"{y}年{m:02d}月{day:02d}日",
        "era": f"{e[0]}{year}年{m}月{day}日", "era_gan": f"{e[0]}{year}年{m}月{day}日", "era_pad": f"{e[0]}{n:02d}年{m:02d}月{day:02d}日",
        "letter_dot": f"{e[1]}{year}.{m}.{day}", "letter_any": f"{e[1]}{n:02d}" + rng.choice("-/.") .join(["", f"{m:02d}", f"{day:02d}"]),
        "short_kanji": rng.choice([f"{e[2]}{year}年{m}月{day}日", f"{e[2]}{year}.{m}.{day}"]), "square": f"{e[3]}{year}年{m}月{day}日",
        "kanji": f"{e[0]}{'元' if n == 1 else kanji_number(n)}年{kanji_number(m)}月{kanji_number(day)}日",
        "kanji_greg": f"{positional(y)}年{kanji_number(m)}月{kanji_number(day)}日", "both": f"{y}年({e[0]}{year}年){m}月{day}日",
        "both_rev": f"{e[0]}{year}年（{y}年）{m}月{day}日", "born": f"{e[0]}{year}年{m}月{day}日生", "passport": f"{day:02d} {MONTHS[m - 1]} {y}",
        "mrz": f"{y % 100:02d}{m:02d}{day:02d}" if 1930 <= y <= 2025 else f"{y}{m:02d}{day:02d}", "compact": f"{y}{m:02d}{day:02d}",
        "space": f"{y} {m:02d} {day:02d}", "era_space": f"{e[0]} {year}年 {m}月 {day}日",
    }[r]
    if rng.random() < 0.12 and r not in ("mrz", "compact"):
        t = t.translate(FULL)
        rules.append("full_width")
    return t, rules


def honest_dates(n, seed):
    rng = random.Random(f"date-{seed}")
    made = 0
    while made < n:
        d = random_date(rng)
        (a, ra), (b, rb) = write_date(rng, d), write_date(rng, d)
        if a == b:
            continue
        made += 1
        yield dict(date=d, rules_a=ra, rules_b=rb), a, b


# ---------------------------------------------------------------- slips
LOOK_ALIKE = {}
for _p in ("太大 己巳 末未 千干 土士 人入 治冶 崎埼 綱網 宜宣 栗粟 宮官 柿杮 玉王 比北 田由 木本 上土 石右 鳥烏 貝見 藤籐 菅管 幸辛 "
           "緑縁 持待 今令 白自 中申 古占 小少 田曲 西酉 萩荻 水永 市布 神伸 津律 原厚 野予 東束 井丼 沢択 山出 天夫 牛午 川州 谷各 "
           "徳得 健建 静諍 晴睛 勉免 隆降 亀電 条粂").split():
    for _x, _y in (_p, _p[::-1]):
        LOOK_ALIKE.setdefault(_x, []).append(_y)
HOMOPHONE = "藤東 池地 辺部 裕優 健謙 浩広 純順 恵江 紗沙 亮良 陽洋 真麻 静志 徳篤 涼遼 渚凪 拓琢 礼玲".split()
VOICED = {}
for _k in "カキクケコサシスセソタテトハヒフヘホ":
    _v = unicodedata.normalize("NFC", _k + "\u3099")
    VOICED[_k], VOICED[_v] = _v, _k
KANA_ALIKE = {}
for _p in "シツ ソン クワ アマ チテ スヌ ウワ ルレ ラフ コユ ナメ ミシ ヤセ ノメ".split():
    for _x, _y in (_p, _p[::-1]):
        KANA_ALIKE.setdefault(_x, []).append(_y)


def fold_text(s):
    """Every honest spelling of a kanji text falls to the same key (for guards only)."""
    s = unicodedata.normalize("NFKC", s)
    s = "".join(c for c in s if c not in " ・" and not 0xE0100 <= ord(c) <= 0xE01EF)
    s = "".join(OLD_TO_NEW.get(c, c) for c in s)
    s = s.replace("邊", "辺").replace("邉", "辺")
    s = re.sub("[ケヶがガ]", "ケ", s)
    s = re.sub("[ッつっ]", "ツ", s)
    s = re.sub("[の之乃]", "ノ", s)
    return re.sub("大字|字", "", s)


def fold_kana(s):
    s = unicodedata.normalize("NFKC", s)
    s = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in s).translate(SMALL)
    s = s.translate(str.maketrans("ヂヅヲヱヰ", "ジズオエイ")).replace(" ", "").replace("・", "")
    s = re.sub("(?<=[オコソトノホモヨロゴゾドボポ])[ウー]", "オ", s)
    s = re.sub("(?<=[ウクスツヌフムユルグズブプ])ー", "ウ", s)
    return re.sub("(?<=[エケセテネヘメレゲゼデベペ])[イー]", "エ", s)


def fold_romaji(s):
    s = re.sub("[^A-Z]", "", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", s)).upper())
    for x, y in (("SHI", "SI"), ("SH", "SY"), ("CH", "TY"), ("TYI", "TI"), ("TSU", "TU"), ("CY", "TY"), ("FU", "HU"), ("JY", "ZY"), ("JI", "ZI"), ("J", "ZY"), ("ZYI", "ZI"),
                 ("DU", "ZU"), ("DI", "ZI"), ("DZ", "Z")):
        s = s.replace(x, y)
    s = re.sub("N(?=[BMP])", "M", s)
    s = re.sub("OH(?![AIUEO])|OU|OO", "O", s)
    s = re.sub("OU|OO", "O", s)
    for v in "UIAE":
        s = re.sub(v + v, v, s)
    return s.replace("LL", "RR").replace("L", "R")


def one_digit(rng, n, how):
    """A slip in one number, or None if it cannot be made."""
    t = str(n)
    if how == "change":
        i = rng.randrange(len(t))
        d = rng.choice([c for c in ("123456789" if i == 0 else "0123456789") if c != t[i]])
        return int(t[:i] + d + t[i + 1 :])
    if how == "drop" and len(t) > 1:
        i = rng.randrange(len(t))
        u = t[:i] + t[i + 1 :]
        return int(u) if u[0] != "0" else None
    if how == "swap" and len(t) > 1:
        i = rng.randrange(len(t) - 1)
        u = t[:i] + t[i + 1] + t[i] + t[i + 2 :]
        return int(u) if u != t and u[0] != "0" else None
    if how == "double":
        i = rng.randrange(len(t))
        return int(t[: i + 1] + t[i:])
    return None


ADDRESS_SLIPS = (
    "digit_change digit_change digit_drop digit_swap digit_double merge merge number_dropped numbers_swapped split town town town_character "
    "look_alike look_alike ward ward ward_dropped room room wing building aza aza_dropped series prefecture municipality_dropped direction all_numbers_dropped town_dropped"
).split()


def address_slip(rng):
    """(text a, text b, kind) or None if this kind does not apply here."""
    how = rng.choice(ADDRESS_SLIPS)
    kind = {"aza": "A", "aza_dropped": "A", "direction": "G"}.get(how)
    s = address(rng, rng.choice("甲イ") if how == "series" else kind)
    t = dict(s, numbers=list(s["numbers"]))
    nums = t["numbers"]
    style, keep = None, None
    if how.startswith("digit_"):
        i = rng.randrange(len(nums))
        new = one_digit(rng, nums[i], how[6:])
        if not new or new == nums[i]:
            return None
        nums[i] = new
    elif how in ("merge", "number_dropped", "numbers_swapped"):
        if len(nums) < 2:
            return None
        i = rng.randrange(len(nums) - 1)
        if how == "merge":
            nums[i : i + 2] = [int(f"{nums[i]}{nums[i + 1]}")]
            style = "slip"
        elif how == "number_dropped":
            del nums[rng.randrange(len(nums))]
            style = "slip"
        else:
            if nums[i] == nums[i + 1]:
                return None
            nums[i], nums[i + 1] = nums[i + 1], nums[i]
    elif how == "split":
        i = rng.randrange(len(nums))
        x = str(nums[i])
        if len(x) < 2 or x[1] == "0":
            return None
        nums[i : i + 1] = [int(x[0]), int(x[1:])]
        style = "slip"
        t["building"] = s["building"] = ""
    elif how == "all_numbers_dropped":
        style = "none"
        t["building"] = ""
        if s["series"]:
            return None
    elif how == "town":
        rows = [r for r in PLACE_ROWS if (r[0], r[1], r[2], r[3]) == (s["prefecture"], s["county"], s["city"], s["ward"])]
        others = [x for r in rows for x in r[5] if fold_text(x[0]) != fold_text(s["town"])]
        if not others:
            return None
        t["town"], t["postal"], t["street"] = rng.choice(others)
    elif how == "town_character":
        ok = [i for i, c in enumerate(t["town"]) if is_kanji(c) and c not in "々条十"]
        if len(t["town"]) < 2 or not ok:
            return None
        i = rng.choice(ok)
        t["town"] = t["town"][:i] + t["town"][i + 1 :]
        if t["town"][0] in "ケヶがガノの之ツッ" or t["town"][-1] in "ケヶがガノの之ツッ" or re.search("[0-9]$", t["town"]):
            return None
    elif how == "look_alike":
        where = rng.choice(["town", "town", "city", "ward"])
        new = alike(rng, t[where][:-1] if where != "town" else t[where])
        if new is None:
            return None
        t[where] = new + (t[where][-1] if where != "town" else "")
    elif how == "ward":
        if s["ward"]:
            t["ward"] = rng.choice([w for w in WARDS[s["city"]].split() if w != s["ward"]])
        elif s["prefecture"] == "東京都" and s["city"].endswith("区"):
            t["city"] = rng.choice([w for w in TOKYO if w != s["city"]])
        else:
            return None
    elif how == "ward_dropped":
        if not s["ward"]:
            return None
        t["ward"] = ""
    elif how == "municipality_dropped":
        if s["ward"] or s["county"]:
            return None
        t["city"] = ""
    elif how == "prefecture":
        t["prefecture"] = rng.choice([r[0] for r in PLACE_ROWS if r[0] != s["prefecture"]])
    elif how in ("room", "building"):
        if not s["building"]:
            return None
        keep = True
        if how == "room":
            new = one_digit(rng, int(s["room"]), rng.choice(["change", "change", "drop", "swap"]))
            if not new or str(new) == s["room"]:
                return None
            t["room"] = str(new)
        else:
            t["building"] = rng.choice([b for b in BUILDINGS if b != s["building"]])
            if t["wing"] or fold_text(t["building"]) == fold_text(s["building"]):
                return None
    elif how == "wing":
        if not s["wing"]:
            return None
        keep = True
        t["wing"] = str(rng.choice([x for x in range(1, 8) if str(x) != s["wing"]]))
    elif how == "aza":
        t["aza"] = rng.choice([x for x in AZA if x != s["aza"]])
    elif how == "aza_dropped":
        t["aza"] = ""
    elif how == "series":
        t["series"] = rng.choice([x for x in ("甲乙丙" if s["kind"] == "甲" else "イロハニホヘトリヌ") if x != s["series"][0]]) + s["series"][1:]
    elif how == "direction":
        swap = {"東": "西", "西": "東", "北": "南", "南": "北"}
        i = rng.choice([0, len(s["town"]) - 1])
        if s["town"][i] not in swap:
            return None
        t["town"] = s["town"][:i] + swap[s["town"][i]] + s["town"][i + 1 :]
    elif how == "town_dropped":
        if s["aza"]:
            return None
        t["town"], t["street"] = "", ""
    keep_pref = how in ("prefecture", "municipality_dropped")
    a, _ = write_address(rng, s, keep, keep_pref)
    if how == "town_dropped":
        t["kind"] = "T" if t["kind"] == "O" else t["kind"]
        style = "slip"
    if style == "none":
        t["postal"] = s["postal"]
        b, _ = write_address(rng, dict(t, numbers=[987654], series=""), False, keep_pref, "slip")
        b = b.replace("987654", "").rstrip()
    elif not t["town"]:
        b = lambda: None
        b, _ = write_address(rng, dict(t, town="〼"), False, keep_pref, "slip")
        b = b.replace("大字〼", "").replace("〼", "").replace("  ", " ")
    else:
        b, _ = write_address(rng, t, keep, keep_pref, style)
    if how in ("town", "ward", "prefecture", "ward_dropped", "municipality_dropped"):
        strip = lambda x: re.sub("^〒[0-9０-９]{3}.[0-9０-９]{4}[ 　]?", "", x)
        a, b = strip(a), strip(b)
    return (a, b, how) if rng.random() < 0.5 else (b, a, how)


def alike(rng, w):
    ok = [i for i, c in enumerate(w) if c in LOOK_ALIKE]
    if not ok:
        return None
    i = rng.choice(ok)
    new = w[:i] + rng.choice(LOOK_ALIKE[w[i]]) + w[i + 1 :]
    return None if fold_text(new) == fold_text(w) else new


def name_slip(rng):
    how = rng.choice(["look_alike", "look_alike", "homophone", "character_dropped", "given_dropped", "swapped", "script", "given_changed", "family_changed", "doubled"])
    fam, giv = rng.choice(SURNAMES), rng.choice(GIVEN)
    parts = [fam, giv]
    i = rng.randrange(2)
    w = parts[i]
    if how == "look_alike":
        new = alike(rng, w)
    elif how == "homophone":
        pairs = [(x, y) for p in HOMOPHONE for x, y in (p, p[::-1]) if x in w]
        new = None if not pairs else w.replace(*rng.choice(pairs))
    elif how == "character_dropped":
        k = rng.randrange(len(w))
        new = w[:k] + w[k + 1 :] if len(w) > 1 and "々" not in w[k : k + 2] and w[k] not in "ヶケ" else None
    elif how == "given_dropped":
        i, new = 1, ""
    elif how == "swapped":
        new = w[1] + w[0] + w[2:] if len(w) > 1 and w[0] != w[1] and w[1] not in "々ーヶケャュョゃゅょ" else None
    elif how == "script":
        i = 1
        new = {"さくら": "サクラ", "じゅん": "ジュン", "マリア": "まりあ", "ジュリ": "じゅり"}.get(giv)
    elif how == "given_changed":
        i, new = 1, rng.choice(GIVEN)
    elif how == "family_changed":
        i, new = 0, rng.choice(SURNAMES)
    else:
        k = rng.randrange(len(w))
        new = w[: k + 1] + w[k:] if w[k] != "々" and w[k + 1 : k + 2] != "々" else None
    if new is None:
        return None
    q = list(parts)
    q[i] = new
    a, b = write_name(rng, *parts)[0], write_name(rng, *q)[0]
    if how != "script" and fold_text("".join(parts)) == fold_text("".join(q)):
        return None
    b = b.strip()
    return (a, b, how) if rng.random() < 0.5 else (b, a, how)


def kana_slip(rng):
    how = rng.choice(["voiced", "voiced", "look_alike", "length", "dropped", "swapped", "geminate", "given_dropped"])
    parts = [rng.choice(FAMILY_READINGS), rng.choice(GIVEN_READINGS)]
    i = rng.randrange(2)
    w = parts[i]
    if how == "voiced":
        ok = [k for k, c in enumerate(w) if c in VOICED]
        if not ok:
            return None
        k = rng.choice(ok)
        w = w[:k] + VOICED[w[k]] + w[k + 1 :]
    elif how == "look_alike":
        ok = [k for k, c in enumerate(w) if c in KANA_ALIKE and w[k + 1 : k + 2] not in tuple("ャュョ:") and w[k - 1 : k] != ":"]
        if not ok:
            return None
        k = rng.choice(ok)
        w = w[:k] + rng.choice(KANA_ALIKE[w[k]]) + w[k + 1 :]
    elif how == "length":
        if ":" not in w:
            return None
        w = re.sub(":.", "", w, count=1)
    elif how == "dropped":
        k = rng.randrange(len(w))
        if len(plain(w)) < 3 or w[k] in ":|" or w[k + 1 : k + 2] in tuple(":ャュョ") or w[k - 1 : k] == ":":
            return None
        w = w[:k] + w[k + 1 :]
    elif how == "swapped":
        k = rng.randrange(len(w) - 1)
        if set(w[max(k - 1, 0) : k + 3]) & set(":|ャュョッン") or w[k] == w[k + 1]:
            return None
        w = w[:k] + w[k + 1] + w[k] + w[k + 2 :]
    elif how == "geminate":
        if "ッ" not in w:
            return None
        w = w.replace("ッ", "")
    else:
        i, w = 1, ""
    q = list(parts)
    q[i] = w
    if fold_kana(plain("".join(parts))) == fold_kana(plain("".join(q))) or w[:1] in tuple("ンッ"):
        return None
    a, b = write_kana(rng, *parts)[0], write_kana(rng, *q)[0]
    b = b.strip(" 　・･")
    return (a, b, how) if rng.random() < 0.5 else (b, a, how)


def romaji_slip(rng):
    parts = [rng.choice(FAMILY_READINGS), rng.choice(GIVEN_READINGS)]
    how = rng.choice(["letter_changed", "letter_changed", "letter_dropped", "letters_swapped", "letter_doubled", "given_dropped", "other_reading"])
    base = [romanise(rng, r, [], True) for r in parts]
    i = rng.randrange(2)
    w = base[i]
    k = rng.randrange(len(w))
    if how == "letter_changed":
        w = w[:k] + rng.choice([c for c in ("AIUEO" if w[k] in "AIUEO" else "KSTNHMRGZBDPJ") if c != w[k]]) + w[k + 1 :]
    elif how == "letter_dropped":
        w = w[:k] + w[k + 1 :]
    elif how == "letters_swapped":
        if k + 1 >= len(w):
            return None
        w = w[:k] + w[k + 1] + w[k] + w[k + 2 :]
    elif how == "letter_doubled":
        if w[k] in "OU" or w[k] not in "AIEKSTR" or w[k : k + 2] in ("TS",):
            return None
        w = w[:k] + w[k] + w[k:]
        if w[k] in "AIE":
            return None
    elif how == "given_dropped":
        i, w = 1, ""
    else:
        i, w = 1, romanise(rng, rng.choice(GIVEN_READINGS), [], True)
    q = list(base)
    q[i] = w
    if len(w) == 1 or {fold_romaji(x + y) for x, y in (q, q[::-1])} & {fold_romaji(x + y) for x, y in (base, base[::-1])}:
        return None
    case = rng.choice([str.upper, str.title])
    a = write_romaji(rng, *parts)[0]
    b = case(" ".join(q).strip())
    return (a, b, how) if rng.random() < 0.5 else (b, a, how)


def date_slip(rng):
    d = random_date(rng)
    how = rng.choice(["day", "month", "year", "year_off_by_one", "swapped", "era", "day_dropped", "decade"])
    y, m, day = d
    if how == "day":
        day = one_digit(rng, day, rng.choice(["change", "drop", "swap"])) or 0
    elif how == "month":
        m = one_digit(rng, m, "change")
    elif how == "year":
        y = int(str(y)[:2] + f"{(int(str(y)[2:]) + rng.choice([10, 20, -10, 3, -3])) % 100:02d}")
    elif how == "year_off_by_one":
        y += rng.choice([1, -1])
    elif how == "decade":
        y += rng.choice([10, -10])
    elif how == "swapped":
        m, day = day, m
    if how in ("era", "day_dropped"):
        a, rules = write_date(rng, d)
        e = era_of(d)
        n = y - e[4] + 1
        if how == "era":
            f = rng.choice([x for x in ERAS if x is not e])
            b = rng.choice([f"{f[0]}{n}年{m}月{day}日", f"{f[1]}{n}.{m}.{day}"])
            if (f[4] + n - 1) % 100 == y % 100:
                return None
        else:
            b = rng.choice([f"{y}年{m}月", f"{e[0]}{n}年{m}月", f"{y}-{m:02d}"])
        return (a, b, how) if rng.random() < 0.5 else (b, a, how)
    e = (y, m, day)
    if e == d or not (1873 <= y <= 2026 and 1 <= m <= 12 and 1 <= day <= 28) or (y - d[0]) % 100 == 0 and e[1:] == d[1:]:
        return None
    if y == 2026 and m > 6:
        return None
    a, b = write_date(rng, d)[0], write_date(rng, e)[0]
    return (a, b, how) if rng.random() < 0.5 else (b, a, how)


def described_slips(n, seed):
    rng = random.Random(f"slip-{seed}")
    makers = (("address", address_slip),) * 5 + (("name", name_slip), ("kana", kana_slip), ("romaji", romaji_slip), ("birth_date", date_slip))
    made = 0
    while made < n:
        field, make = rng.choice(makers)
        got = make(rng)
        if got is None or got[0] == got[1]:
            continue
        made += 1
        yield (field,) + got


def slips(n, seed):
    for field, a, b, _ in described_slips(n, seed):
        yield field, a, b


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--show", type=int, default=20)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--only", choices=["address", "name", "kana", "romaji", "date", "slip"])
    args = ap.parse_args()
    for label, gen in (("address", honest_pairs), ("name", honest_names), ("kana", honest_kana), ("romaji", honest_romaji), ("date", honest_dates)):
        if args.only in (None, label):
            print(f"# honest {label}")
            for _, a, b in gen(args.show, args.seed):
                print(f"{a}\t{b}")
    if args.only in (None, "slip"):
        print("# slips")
        for row in described_slips(args.show, args.seed):
            print("\t".join(row))


if __name__ == "__main__":
    main()
