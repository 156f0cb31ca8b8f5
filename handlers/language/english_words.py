"""The trade in English: phrases and words, and what plans say for them."""

# Phrases, each a pattern, before single words.
PHRASES = (
    (
        "which office|what office|which body|what body|which department|which agency|which unit"
        "|which organization|which division|what unit|what agency",
        "don vi nao",
    ),
    ("people s council", "hoi dong nhan dan"),
    ("how often", "bao lau mot lan"),
    ("to whom", "cho ai"),
    ("by whom", "do ai"),
    ("through which", "qua don vi nao"),
    ("in front of", ""),
    ("good examples|role models|outstanding examples|shining examples", "dien hinh tien tien"),
    ("chief of office", "chanh van phong"),
    ("name plates?|name tags?", "bien ten"),
    ("half a day or (?:a )?full day", "may ngay"),
    ("dress code", "trang phuc"),
    ("party committee", "dang uy"),
    ("fatherland front", "mat tran"),
    ("power company|electricity company", "dien luc"),
    ("new rural(?: areas?| development)?", "nong thon moi"),
    ("six months?|6 months?", "6 thang"),
    ("first half(?: of the year)?|first six months", "6 thang dau nam"),
    ("second half(?: of the year)?|last six months", "6 thang cuoi nam"),
    ("mid year review|mid term review|mid year", "so ket"),
    ("year end review|wrap up|year end", "tong ket"),
    ("what time", "may gio"),
    ("how many", "bao nhieu"),
    ("how much", "bao nhieu tien"),
    ("how long", "bao lau"),
    ("which date|what date|which day|what day", "ngay nao"),
    ("phone number", "so dien thoai"),
    ("people s committee", "ubnd"),
    ("score sheet", "bang cham diem"),
    ("field trip|site visit", "tham quan"),
    ("in charge|responsible for|takes? care of|looks? after", "phu trach"),
    ("email address", "email"),
    ("finance office", "phong tai chinh"),
    ("opening speech", "phat bieu khai mac"),
    ("good morning", "xin chao"),
    ("thank you", "cam on"),
    ("who are you", "ban la ai"),
    ("due date", "han nop"),
    ("experience sharing|sharing experience", "trao doi kinh nghiem"),
    ("take place|takes place", "to chuc"),
    ("music performance", "van nghe"),
)
# One line a Vietnamese word: what English says for it, without the endings of its forms; "-" is left out.
GLOSSARY = """
-: paper, its, their, his, her, please, about, during, with, than, also, being, get, gets, given
ai: who
am thanh: sound
an: meal, meals, eat, dine, food
an ninh: security
an sang: breakfast
an toi: dinner
an trua: lunch
anh sang: lighting
ao quan: clothes, clothing, attire
ba: third
ban giao: handover, transfer
ban hanh: issued
ban to chuc: organizer, organizers, organisers
bang khen: merit
bao cao: report, reports
bao chi: press
bao dam: ensure, guarantee, maintain
bao lau: lasting
bat dau: start, starts, begin
bay gio: now
be mac: closing
bi thu: secretary
bien ten: nameplate, tag, badge
bieu dien: performance, perform, performer, dance
bieu duong: praise, honor, honour, commend, commendation, recognize, recognise
binh xet: evaluate, evaluation, assess, assessment, judge
bo tri: arrange
bong chuyen: volleyball
buoi: session
buoi chieu: afternoon
buoi sang: morning
buoi toi: evening
ca nhan: individuals, individual
cam on: thanks
can bo: officials, staff
can cu: based, basis, grounds, according, pursuant
cap dien: electricity, power
cham diem: score, scoring, mark, grade, grading, points
cham nhat: latest
chi: pays, pay
chi phi: cost
cho nghi: accommodation
chu de: theme, topic, subject
chu tich: chairman, president, mayor
chu tri: chair, chairs, chairperson, leads, lead
chuan bi: prepare, prepares, provide, supply, preparation
chuc vu: title, position
chuong trinh: agenda, programme, program, schedule
chup anh: photo, photos, picture, photograph
co thi dua: flag, banner
co quan: authority, authorities, bodies, agencies, organizations
cong an: police, policeman
cong bo: declare
cong van: dispatch
cum: cluster
cuoi: last
dai: long
dai bieu: delegates, delegate, participants, attendees, attendee, participant, seat
dang ky: registration, register, enrol, enroll
danh sach: list, roster
dau: first
dau moi: focal
dia chi: address
dia diem: venue
dia diem nao: building
dien hinh: exemplary, role, typical, showcase
dieu hanh: preside, moderate, run, direct
dinh ky: periodic, regular, regularly, periodically, often
do xe: parking
don: welcome, greet, meet
don tiep: reception, receiving, hospitality
don vi: units, unit, body, agency, organization, organisation, institution, team, entity, side, party
du: attend
du thao: provisional, unofficial
du toan: estimate
dua tin: cover, coverage, news, broadcast
duong nao: street
file: file, files
gia: price
giai doan: period, phase
giai lao: break
giang vien: teacher, lecturer, trainer
giao luu: exchange, interact, mingle
giao uoc: agreement, pact, covenant, compact
giao vien: teachers
giay khen: certificate
giay moi: invitation, invitations
giay to: papers
gioi thieu: nominate, nominated, recommend, introduce, introduction
gui: sending, send, mail, post, forward, deliver, delivered, sent
hai: second
han nop: deadline, due
hay: or
hoa: flowers, flower, bouquet
hoan thanh: complete
hoc sinh: students
hoc tap: learning, learn, study
hoc vien: trainees
giup: help, assist
don doc: push, urge, remind
hoi dong: council, board, committee
hoi nghi: conference, meeting
hoi truong: hall
hom nay: today
huong dan: guideline, guidance, instruction, guide
huyen: district, districts, county
in: print, printing
ke hoach: plan, plans
ket thuc: end, ends, finish
khach moi: guests
khach san: hotel, lodging
khai mac: opening
khau hieu: slogan, motto
khen thuong: award, awards, awarded, reward, prize
khi nao: when
khoi: bloc
kinh nghiem: experience, lesson
kinh phi: budget, funding, expense, expenditure, spend, finances
kinh te: economic, economy
ky: signed, signs, sign
ky ket: signing
lanh dao: leader, leaders
le: ceremony
lien he: contact, reach, call
lop: course, class
lua chon: choose, select, chosen, selected, pick
luat: law
mac: wear
mat khau: password, passcode
mat tran: front, fatherland
mo hinh: model, models, example
moi: invited, each, every, invite, inviting
mua: rain, buy, purchase
muc dich: purpose, aim, goal, objective
nao: which
ngay: days, day
ngay le: holiday, anniversary, anniversaries, commemorate
ngay mai: tomorrow
ngay nao: date
nghi: stay, rest
nghi dinh: decree
nghi quyet: resolution
ngu: sleep
nguoi: people
nguoi ky: signer, signatory
nguoi ngheo: poor
nguon: source
nguyen tac: principle
nha hang: restaurant
nhan: receive, collect, receives
nhiem vu: duties, duty, tasks, assignment, responsibility, responsibilities, job, work
nhom: group, category
noi dung: content, item, activity, activities
noi vu: home, internal, affairs, interior
nong dan: farmer
nong nghiep: agriculture, agricultural
nong thon: rural
nop: submit, submitted
nuoc: tea
nuoc uong: water, drinks
o dau: where
phat bieu: speech, speak, speaks, speakers
phat dong: launch, kick, initiate
phat tai lieu: distribute, handout
pho: deputy, vice
phoi hop: coordinate, cooperate, collaborate, together, partner
phong: room
phong ban: department, division, bureau
phong hop: boardroom
phong su: documentary, reportage
phong trao: movement, campaign
phong vien: journalists, reporters
phu luc: annex, appendix, attachment, attached, enclosed
phu nu: women, woman
phu trach: responsible, handle, manage, oversee, undertake, charge
phuong: ward
phuong phap: method
phut: minutes, minute
quay phim: filming
quoc phong: defense, defence
quy: fund
quy dinh: regulation, regulate, rule, stipulate, prescribe
quyet dinh: decision, decide, decided
quyet toan: settlement, settle
sau: after
so: number
so dien thoai: phone
doat giai: win, won, winner, champion
so ket: preliminary, interim, midyear
soan: write, written, draw
suy ton: vote, rank, ranking
tai chinh: finance, financial
tai lieu: document, documents
tang: give, gift
tang may: floor
tap huan: training
tap the: collective, collectives
ten: name
tham dinh: appraise, verify, check
tham luan: contribute, contribution
tham quan: visit, tour, field, trip, sightseeing
thanh nien: youth
thanh pho: city
thanh toan: paid
thanh vien: members
thao luan: discussion, discuss
the thao: sport, game, match, athletic
thi dua: emulation, competition, compete, contest
thi tran: town
thoi gian: duration, timing
thoi luong: length
thong bao: notice, announce, announcement, inform
tien: money
tien tien: advanced, outstanding, good, excellent
tiep nhan: intake
tiep theo: next
tiet muc: act
tieu chi: criteria, criterion, standard
tinh: province, provinces, provincial
to chuc: held, hosts, host, organizes, organises
tong duyet: rehearsal
tong ket: final, summary, review, concluding, annual
tong so: total
trang phuc: dress
trang tri: decoration, decorate, decorating
trao: hand, confer
trao doi: sharing, share
trat tu: order, traffic
trinh: present, presentation
truc tuyen: online
trung uong: central, national
truoc: before
truong: head
tuyen truyen: propaganda, communication, publicity, promote, promotion, promoting, spread, media
van ban: letter, official, legal
van nghe: art, singing, music, musical, cultural, culture, song, entertainment, show
van phong: office
video: film, video, clip
xa: commune, communes, village
xa hoi: social, society
xay dung: build, develop, draft, drafting, compile, produce, make, create
xe: transport, bus, car
xin chao: hello, hi
y te: health, medical, clinic, doctor, ambulance
yeu cau: requirements, requirement, require, demand
"""
