import type { Words } from '@tyck/shared/contract/surveys'

export const th: Words = {
  send: 'ส่ง',
  skip: 'ข้าม',
  change: 'เปลี่ยน',
  dismiss: 'ปิด',
  saving: 'กำลังบันทึก…',
  saved: 'บันทึกแล้ว',
  willSend: 'จะส่งภายหลัง',
  notSaved: 'บันทึกไม่สำเร็จ',
  comment: 'มีอะไรอยากบอกเพิ่มเติมไหม',
  reasons: 'เกี่ยวกับเรื่องอะไร',
  charactersLeft: 'ตัวอักษรที่เหลือ: {n}',
  survey: 'คำถามสั้นๆ',
}
