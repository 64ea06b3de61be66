func main() {}
main()
