import SecretScan
import SystemIO

/// Repositories of git: every object that is there, whether a branch leads to it or not. Messages of commits
/// and tags, and names in trees, are looked at as well as blobs, and so is what git keeps beside them.
extension PlaceScan {
    /// Looks through a repository: a work tree, or a bare one.
    package mutating func repository(_ path: String) {
        let place = shown(Array(path.utf8))
        guard let program = ProgramLookup.absolutePath(of: "git") else {
            return tally.addUnreadable(place, "there is no program git in PATH")
        }
        look(atPath: Array(path.utf8))
        let firstFind = tally.finds.count
        let folder: String
        do { folder = try FileSystem.canonicalPath(path) } catch { return tally.addUnopened(place, error) }
        do throws(Errno) {
            let own = try GitFolder.all(of: path)
            guard !own.isEmpty else { return tally.addUnreadable(place, "it is no git repository") }
            var isSafe = true
            for folder in own { isSafe = gitFolder(folder) && isSafe }
            guard isSafe else { return }
            let command = try GitCommand.start(
                program, in: folder, ["cat-file", "--batch-all-objects", "--batch", "--unordered"])
            var objects = GitObjects(command)
            let isWhole = try scan(&objects, in: place)
            // Had the stream been broken off, git would wait for ever to write the rest.
            try objects.skipRest()
            if let failure = try Self.failure(of: &objects.command) {
                tally.addUnreadable(place, shown(Array("git: \(failure)".utf8)))
            } else if !isWhole {
                tally.addUnreadable(place, "what git wrote is not a list of objects")
            } else if objects.missing > 0 {
                tally.addUnreadable(place, "\(objects.missing) of its objects are missing")
            }
            try walkHistory(from: firstFind, program, in: folder, place)
        } catch .timedOut {
            tally.addUnreadable(
                place,
                "git wrote nothing for a minute: its disk is slow, or a pipe is included in its configuration"
            )
        } catch {
            tally.addUnreadable(place, "\(error)")
        }
    }

    /// - Returns: whether the stream was what it should be, to its end.
    private mutating func scan(
        _ objects: inout GitObjects, in repository: String
    ) throws(Errno) -> Bool {
        do throws(GitObjectsError) {
            while let header = try objects.next() {
                var finds = PlaceFinds(secrets)
                tally.bytes += try scan(header, of: &objects, &finds)
                tally.objects += 1
                guard !finds.isEmpty else { continue }
                let object = ScanPlace.Object(type: header.type, id: header.id, path: nil)
                tally.add(finds, at: ScanPlace(path: repository, object: object))
            }
            return true
        } catch {
            switch error {
            case .malformed: return false
            case .system(let errno): throw errno
            }
        }
    }

    /// One object by itself: nothing is found that begins in one and ends in the next.
    private mutating func scan(
        _ header: GitObjects.Header, of objects: inout GitObjects, _ finds: inout PlaceFinds
    ) throws(GitObjectsError) -> Int {
        guard header.size > 0 else { return 0 }
        return try stream.scan(
            matcher, limit: header.size,
            fill: { output throws(GitObjectsError) in try objects.read(into: &output) },
            found: { finds.add($0) })
    }

    /// What git said, or how it ended, where that is not well. It may warn and go on, having passed something
    /// over.
    private static func failure(of command: inout ChildCommand) throws(Errno) -> String? {
        let end = try command.end()
        let said = ShownBytes.text(Array(command.messages.prefix { $0 != UInt8(ascii: "\n") }))
        switch end {
        case .exited(status: 0): return said.isEmpty ? nil : said
        case .exited(let status): return said.isEmpty ? "it ended with \(status)" : said
        case .killed(let signal): return said.isEmpty ? "it was ended by signal \(signal)" : said
        }
    }

    /// Goes through the history once: adds a path to each blob that something was found in, as far as the
    /// history leads to it, and names what it leads to that is not there.
    private mutating func walkHistory(
        from first: Int, _ program: String, in folder: String, _ place: String
    ) throws(Errno) {
        var wanted: [String: [UInt8]] = [:]
        for find in tally.finds[first...] {
            if let object = find.place.object, object.type == "blob" { wanted[object.id] = [] }
        }
        let (missing, failure) = try Self.history(&wanted, program, in: folder)
        if missing > 0 { tally.addUnreadable(place, "\(missing) objects of its history are not there") }
        if let failure { tally.addUnreadable(place, shown(Array("git: \(failure)".utf8))) }
        for index in first..<tally.finds.count {
            guard let id = tally.finds[index].place.object?.id, let path = wanted[id], !path.isEmpty else {
                continue
            }
            let text = shown(path)
            tally.finds[index].place.object?.path = text
        }
    }

    /// `git rev-list --objects` writes an object's name, and for a blob or a tree a space and its path; a `?`
    /// and the name of one that is missing.
    private static func history(
        _ wanted: inout [String: [UInt8]], _ program: String, in folder: String
    ) throws(Errno) -> (missing: Int, failure: String?) {
        var command = try GitCommand.start(
            program, in: folder,
            ["rev-list", "--objects", "--missing=print", "--all", "--reflog"])
        var missing = 0
        var lines = LineSplitter()
        var piece: [UInt8] = []
        repeat {
            piece.removeAll(keepingCapacity: true)
            try piece.append(addingCapacity: 64 << 10) { output throws(Errno) in
                _ = try command.read(into: &output)
            }
            lines.take(piece) { line in
                if line.first == UInt8(ascii: "?") { missing += 1 }
                let words = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
                guard words.count == 2 else { return }
                let id = String(decoding: words[0], as: UTF8.self)
                if wanted[id] == [] { wanted[id] = Array(words[1]) }
            }
        } while !piece.isEmpty
        return (missing, try failure(of: &command))
    }
}
