func go() throws(MyE) {
 let s = SecretBytes(count: 5)
 let b = s.bytes
 var t = 0
 for i in b.indices { t += Int(b[i]) }
 print(t)
 let sub = b.extracting(1..<3)
 print(sub.count)
 let a: [UInt8] = [1,2,3]
 let sp = a.span
 print(sp.count)
 let q = try SecretBytes(capacity: 4) { (o: inout OutputSpan<UInt8>) throws(MyE) in o.append(3) ; if a.count > 5 { throw .a } }
 print(q.bytes[0])
 if let z = try opt() { print(z.count) }
}
try go()
