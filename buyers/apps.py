from django.apps import AppConfig


class BuyersConfig(AppConfig):
    name = "buyers"

    def ready(self) -> None:
        from buyers import receivers  # noqa: F401 -- receivers connect themselves
        from buyers.confirming.todo import unread
        from buyers.enquiring.todo import unanswered, waiting
        from portal.waiting import register
        from suppliers import todo
        from suppliers.duplicates import relations

        todo.register(unanswered)
        todo.register(unread)
        register("buyers:enquiries", waiting)
        relations.classify("buyers.PurchaseRow", relations.Fate.UNITES)
        relations.classify("buyers.Customer", relations.Fate.UNITES)
        relations.classify("buyers.Invitation", relations.Fate.MOVES)
        relations.classify("buyers.Enquiry", relations.Fate.UNITES)
        relations.classify("buyers.ShortlistEntry", relations.Fate.UNITES)
