import Foundation
import SystemIO
import TestSupport
import Testing

@testable import PreflightChecks

/// Swap areas and what they lie on, in copies of what kernels say.
@Suite("Swap")
struct HostSwapTests {
    /// A host's `/proc` and `/sys`, in a folder.
    private struct Kernel {
        let root: String
        var files: KernelFiles { KernelFiles(root: root) }

        /// - Parameter swaps: the lines of `/proc/swaps` below its titles.
        init(_ root: String, swaps: String) throws {
            self.root = root
            try put("/proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n\(swaps)")
            try makeFolder("/sys/class/block")
            try makeFolder("/sys/dev/block")
        }

        func put(_ path: String, _ text: String) throws {
            try makeFolder(FileSystem.folder(of: path))
            try Data(text.utf8).write(to: URL(filePath: root + path))
        }

        func makeFolder(_ path: String) throws {
            try FileManager.default.createDirectory(
                atPath: root + path, withIntermediateDirectories: true)
        }

        /// A disk or a layer, as `/sys` shows it.
        /// - Parameters:
        ///   - below: the names of what it lies on.
        ///   - parent: the disk that it is a part of.
        func add(
            _ name: String, _ number: String, uuid: String? = nil, below: [String] = [],
            partOf parent: String? = nil
        ) throws {
            let place = "/sys/devices/block/\(parent.map { "\($0)/" } ?? "")\(name)"
            try put("\(place)/dev", "\(number)\n")
            if parent != nil {
                try put("\(place)/partition", "1\n")
            } else {
                try makeFolder("\(place)/slaves")
            }
            if let uuid {
                try put("\(place)/dm/uuid", "\(uuid)\n")
                try put("\(place)/dm/name", "layer-\(name)\n")
            }
            let files = FileManager.default
            for link in ["/sys/class/block/\(name)", "/sys/dev/block/\(number)"] {
                try files.createSymbolicLink(
                    atPath: root + link, withDestinationPath: "../..\(place.dropFirst("/sys".count))")
            }
            for slave in below {
                try files.createSymbolicLink(
                    atPath: "\(root)\(place)/slaves/\(slave)",
                    withDestinationPath: "../../../../class/block/\(slave)")
            }
        }

        func storages() throws -> [Storage] { try SwapArea.all(files).map(\.storage) }
    }

    private static let luks = "CRYPT-LUKS2-5b2b0b0a8d4a4d0f9d6f4d0f2f1e0c9b-cryptswap"

    @Test("A partition, a volume and a file, each on what lies below them")
    func layers() throws {
        try withTemporaryFolder { root in
            let root = try FileSystem.canonicalPath(root)
            let swaps = """
                /dev/sda2                               partition\t8388604\t\t512\t\t-2
                /dev/dm-1                               partition\t4194300\t\t0\t\t-3
                /dev/dm-3                               partition\t4194300\t\t0\t\t-4
                /dev/zram0                              partition\t2097148\t\t1024\t\t100
                \(root)/my\\040disk/swapfile            file\t\t1048572\t\t0\t\t-5

                """
            let kernel = try Kernel(root, swaps: swaps)
            try kernel.add("sda", "8:0")
            try kernel.add("sda2", "8:2", partOf: "sda")
            try kernel.add("sda3", "8:3", partOf: "sda")
            try kernel.add("dm-0", "253:0", uuid: Self.luks, below: ["sda3"])
            try kernel.add("dm-1", "253:1", uuid: "LVM-abcdef", below: ["dm-0"])
            try kernel.add("dm-3", "253:3", uuid: "LVM-ghijkl", below: ["sda3"])
            try kernel.add("zram0", "251:0")
            try kernel.put("/my disk/swapfile", "")
            try kernel.put(
                "/proc/self/mountinfo",
                """
                21 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
                36 21 253:1 / \(root)/my\\040disk rw,noatime shared:7 - ext4 /dev/mapper/vg-home rw

                """)
            let areas = try SwapArea.all(kernel.files)
            #expect(
                areas == [
                    SwapArea(path: "/dev/sda2", size: 8_388_604, used: 512, storage: .plain(disk: "sda")),
                    SwapArea(
                        path: "/dev/dm-1", size: 4_194_300, used: 0, storage: .encrypted(by: "layer-dm-0")),
                    SwapArea(path: "/dev/dm-3", size: 4_194_300, used: 0, storage: .plain(disk: "sda")),
                    SwapArea(path: "/dev/zram0", size: 2_097_148, used: 1024, storage: .memory),
                    SwapArea(
                        path: "\(root)/my disk/swapfile", size: 1_048_572, used: 0,
                        storage: .encrypted(by: "layer-dm-0")),
                ])
        }
    }

    @Test(
        "Only what encrypts counts as encrypted",
        arguments: [
            ("CRYPT-PLAIN-cryptswap1", true), ("CRYPT-LUKS1-0123-root", true),
            ("CRYPT-LUKS2-0123-root", true),
            ("CRYPT-BITLK-0123-c", true), ("CRYPT-VERITY-0123-root", false), ("CRYPT-INTEGRITY-x", false),
            ("LVM-CRYPT-LUKS2", false), ("CRYPT", false), ("", false), ("crypt-LUKS2-0123-root", false),
        ])
    func ciphers(uuid: String, isEncrypted: Bool) throws {
        try withTemporaryFolder { root in
            let kernel = try Kernel(root, swaps: "/dev/dm-0 partition 10 0 -2\n")
            try kernel.add("dm-0", "253:0", uuid: uuid)
            #expect(
                try kernel.storages() == [isEncrypted ? .encrypted(by: "layer-dm-0") : .plain(disk: "dm-0")])
        }
    }

    @Test("Of several disks each must be encrypted, and zram that moves pages to a disk is that disk")
    func several() throws {
        try withTemporaryFolder { root in
            let swaps =
                "/dev/md0 partition 10 0 -2\n/dev/md1 partition 10 0 -3\n/dev/zram0 partition 10 0 5\n"
            let kernel = try Kernel(root, swaps: swaps)
            for (name, number) in [("sda", "8:0"), ("sdb", "8:16")] { try kernel.add(name, number) }
            try kernel.add("dm-0", "253:0", uuid: Self.luks, below: ["sda"])
            try kernel.add("dm-1", "253:1", uuid: Self.luks, below: ["sdb"])
            try kernel.add("md0", "9:0", below: ["dm-0", "dm-1"])
            try kernel.add("md1", "9:1", below: ["dm-0", "sdb"])
            try kernel.add("zram0", "251:0")
            #expect(
                try kernel.storages() == [.encrypted(by: "layer-dm-0"), .plain(disk: "sdb"), .memory])
            try kernel.put("/sys/devices/block/zram0/backing_dev", "/dev/sdb\n")
            #expect(try kernel.storages().last == .plain(disk: "sdb"))
            try kernel.put("/sys/devices/block/zram0/backing_dev", "none\n")
            #expect(try kernel.storages().last == .memory)
            try FileManager.default.removeItem(atPath: root + "/sys/class/block/dm-1")
            #expect(try kernel.storages().first == .unknown(why: "dm-1, below md0, cannot be seen from here"))
        }
    }

    @Test("A filesystem over several disks is known by its source; what cannot be followed is not guessed")
    func files() throws {
        try withTemporaryFolder { root in
            let root = try FileSystem.canonicalPath(root)
            let kernel = try Kernel(root, swaps: "\(root)/swapfile file 10 0 -2\n")
            try kernel.add("dm-0", "253:0", uuid: Self.luks)
            func storage(_ mount: String) throws -> Storage? {
                try kernel.put("/proc/self/mountinfo", "36 21 \(mount)\n")
                return try kernel.storages().first
            }
            // Of a file that was removed, or lies outside of this container, nothing is known.
            #expect(
                try storage("253:0 / / rw - ext4 /dev/dm-0 rw")
                    == .unknown(why: "\(root)/swapfile: no such file or directory"))
            try kernel.put("/swapfile", "")
            #expect(try storage("253:0 / / rw - ext4 /dev/dm-0 rw") == .encrypted(by: "layer-dm-0"))
            #expect(try storage("0:35 / / rw - btrfs /dev/dm-0 rw") == .encrypted(by: "layer-dm-0"))
            #expect(
                try storage("0:35 / / rw - btrfs /dev/mapper/none rw")
                    == .unknown(why: "/dev/mapper/none cannot be seen from here"))
            #expect(
                try storage("0:35 / / rw - nfs4 host:/x rw")
                    == .unknown(why: "\(root)/swapfile lies on host:/x (nfs4)"))
            #expect(
                try storage("8:9 / / rw - ext4 /dev/root rw")
                    == .unknown(why: "\(root)/swapfile lies on /dev/root, which cannot be seen from here"))
            #expect(
                try storage("8:9 / /elsewhere rw - ext4 /dev/root rw")
                    == .unknown(why: "\(root)/swapfile lies on no filesystem that can be seen from here"))
            // A loop device is as good as its file; one that lies on itself has no end.
            try kernel.add("loop0", "7:0")
            try kernel.put("/sys/devices/block/loop0/loop/backing_file", "\(root)/swapfile\n")
            try kernel.put("/proc/swaps", "Filename\n/dev/loop0 partition 10 0 -2\n")
            #expect(try storage("253:0 / / rw - ext4 /dev/dm-0 rw") == .encrypted(by: "layer-dm-0"))
            #expect(
                try storage("7:0 / / rw - ext4 /dev/loop0 rw")
                    == .unknown(why: "loop0 has too many layers below it"))
        }
    }

    @Test("A line that cannot be read may be any area: nothing is said of it, and never that there is none")
    func unreadable() throws {
        for line in ["/dev/sda2", "/dev/sda2 partition many 0 -2", "/dev/sda2 partition 10 -1 -2", "?"] {
            try withTemporaryFolder { root in
                let areas = try SwapArea.all(Kernel(root, swaps: line + "\n").files)
                #expect(areas.map(\.storage) == [.unknown(why: "'\(line)' cannot be read")])
                let finding = HostFact.finding(.hostSwap) { $0.swap = .success(areas) }
                #expect(finding.outcome == .couldNotTell)
                #expect(finding.evidence == "/proc/swaps: '\(line)' cannot be read")
            }
        }
    }

    @Test("What lacks the line of titles is no list, and no empty one", arguments: ["", "\n", "none\n"])
    func noTitles(_ text: String) throws {
        try withTemporaryFolder { root in
            let kernel = try Kernel(root, swaps: "")
            try kernel.put("/proc/swaps", text)
            let line = text.split(separator: "\n").first ?? ""
            #expect(try kernel.storages() == [.unknown(why: "'\(line)' cannot be read")])
        }
    }

    @Test("A kernel without swap has no list, and says so elsewhere; without both nothing is known")
    func noList() throws {
        try withTemporaryFolder { root in
            let kernel = try Kernel(root, swaps: "")
            #expect(try kernel.storages().isEmpty)
            try FileManager.default.removeItem(atPath: root + "/proc/swaps")
            #expect(throws: Errno.noEntry) { try kernel.storages() }
            try kernel.put("/proc/meminfo", "MemTotal:       16384 kB\nSwapTotal:             8 kB\n")
            #expect(throws: Errno.noEntry) { try kernel.storages() }
            try kernel.put("/proc/meminfo", "MemTotal:       16384 kB\nSwapTotal:             0 kB\n")
            #expect(try kernel.storages().isEmpty)
        }
    }

    @Test("The worst area decides, and each that is not encrypted has its command")
    func judgement() {
        let encrypted = SwapArea(path: "/dev/dm-1", size: 4096, used: 0, storage: .encrypted(by: "swap"))
        let memory = SwapArea(path: "/dev/zram0", size: 1 << 20, used: 2048, storage: .memory)
        let unknown = SwapArea(path: "/swap", size: 8, used: 8, storage: .unknown(why: "who knows"))
        let plain = SwapArea(path: "/dev/sda2", size: 8, used: 0, storage: .plain(disk: "sda"))
        func finding(_ areas: SwapArea...) -> Finding {
            HostFact.finding(.hostSwap) { $0.swap = .success(areas) }
        }
        #expect(finding() == .passed("no swap is in use"))
        #expect(
            finding(encrypted, memory)
                == .passed(
                    "/dev/dm-1: 0 bytes of 4 MiB used, encrypted by swap; /dev/zram0: 2 MiB of 1 GiB used, in memory"
                ))
        #expect(word(finding(encrypted, unknown, memory)) == "could not tell")
        let warned = finding(encrypted, plain, unknown)
        #expect(warned.outcome == .warned)
        #expect(warned.evidence.contains("/dev/sda2: 0 bytes of 8 KiB used, not encrypted on sda"))
        #expect(warned.hints.count == 2)
        #expect(warned.hints.first == "turn it off with 'swapoff /dev/sda2' and take it out of /etc/fstab")
        #expect(
            HostFact.finding(.hostSwap) { $0.swap = .failure(.noEntry) }
                == .couldNotTell("/proc/swaps: no such file or directory"))
    }
}
