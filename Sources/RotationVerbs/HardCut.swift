/// What a change of keys means as long as D24 documents no time in which both are good.
enum HardCut {
    /// One sentence for who is about to press the button.
    static let note =
        "D24 documents no overlap: from the moment the panel shows new keys until 'promote' and a restart of the "
        + "services, what they send may be refused"
}
