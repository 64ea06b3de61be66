/// Notifications that were signed with a key that was replaced meanwhile.
package enum LateNotifications {
    /// 13 hours, in seconds: D24 is known to try a notification again for about so long.
    package static let span: Int64 = 13 * 3600
}
